import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const STYLE_MAKERS = [
  "@rc-component/util/es/Dom/dynamicCSS.js",
  "@ant-design/icons/es/cssUtils.js",
  "@ant-design/cssinjs/es/util/index.js",
];
const MADE = "document.createElement('style');";
const NONCE = `styleNode.nonce = document.querySelector('meta[name="csp-nonce"]')?.content ?? '';`;

/**
 * antd fills its style elements by `innerHTML`, which trusted types refuse, and makes some (scroll lock) without the
 * nonce. For a style element `textContent` is the same. The build fails when an update moves these places, for the
 * page would stay blank.
 */
function styleAsText(): Plugin {
  return {
    name: "style-as-text",
    enforce: "pre",
    transform(code, id) {
      if (!STYLE_MAKERS.some((place) => id.split("?")[0]?.endsWith(place))) return null;
      if (!code.includes(".innerHTML")) this.error(`${id}: no innerHTML here any more`);
      const text = code.replaceAll(".innerHTML", ".textContent");
      return { code: text.replace(`const styleNode = ${MADE}`, `const styleNode = ${MADE} ${NONCE}`), map: null };
    },
  };
}

export default defineConfig({
  plugins: [styleAsText(), react()],
  resolve: {
    // node_modules may be a link into a cache keyed by the lock file; its real path must not matter.
    preserveSymlinks: true,
  },
  build: {
    outDir: process.env.HUIZHEN_WEB_OUT ?? "../src/huizhen/_web",
    emptyOutDir: true,
    manifest: true,
    // Staff, and the pages that somebody without an account opens: a patient's call, the check of a paper.
    rollupOptions: { input: ["index.html", "h5.html"] },
    target: "es2023",
    // The content security policy allows no data: URL for scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": process.env.HUIZHEN_API ?? "http://127.0.0.1:8000" },
  },
  test: { environment: "node", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
