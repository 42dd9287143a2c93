import "../shared/security";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { startWords, words } from "../shared/i18n";
import "../shared/theme/tokens.css";
import { applyTextSize } from "./textSize";
import "./h5.css";

const GuestPage = lazy(async () => ({ default: (await import("./GuestPage")).GuestPage }));
const VerifyPage = lazy(async () => ({ default: (await import("./verify/VerifyPage")).VerifyPage }));

const root = document.getElementById("root");
if (root) {
  applyTextSize();
  await startWords();
  await words("h5");
  createRoot(root).render(
    <StrictMode>
      <Suspense fallback={null}>{location.pathname.split("/")[1] === "verify" ? <VerifyPage /> : <GuestPage />}</Suspense>
    </StrictMode>,
  );
}
