import "./shared/security";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./api/query";
import { router } from "./routes";
import { startWords } from "./shared/i18n";
import { useLibraryWords } from "./shared/i18n/library";
import { styleNonce } from "./shared/security";
import "./shared/theme/tokens.css";
import { staffTheme } from "./shared/theme/tokens";
import "./shared/ui/ui.css";
import { CALM, useMedia } from "./shared/useMedia";

const csp = { nonce: styleNonce() };

function Staff() {
  const calm = useMedia(CALM);
  const locale = useLibraryWords();
  return (
      <ConfigProvider csp={csp} locale={locale} theme={staffTheme(calm)} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
        <QueryClientProvider client={queries}>
          <Suspense fallback={null}>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </ConfigProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  await startWords();
  createRoot(root).render(
    <StrictMode>
      <Staff />
    </StrictMode>,
  );
}
