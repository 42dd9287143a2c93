/** Colours, type and measures of the staff screens, for antd; `tokens.css` has the same for our own styles (test). */
import type { ThemeConfig } from "antd";

export const COLORS = {
  primary: "#0B6E78",
  layout: "#F4F7F8",
  panel: "#FFFFFF",
  text1: "#17262B",
  text2: "#42545B",
  text3: "#5A6C73",
  text4: "#66777E",
  success: "#2E7D4F",
  warning: "#B25E09",
  error: "#C0362C",
  "urgent-text": "#7A3E00",
  "urgent-back": "#FFF3E0",
} as const;

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

export function staffTheme(calm: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: COLORS.primary,
      colorLink: COLORS.primary,
      colorInfo: COLORS.primary,
      colorBgLayout: COLORS.layout,
      colorText: COLORS.text1,
      colorTextSecondary: COLORS.text2,
      colorTextTertiary: COLORS.text3,
      colorTextQuaternary: COLORS.text4,
      // antd's own values of these three fail 4.5:1.
      colorTextDescription: COLORS.text3,
      colorTextPlaceholder: COLORS.text4,
      colorTextDisabled: COLORS.text4,
      colorSuccess: COLORS.success,
      colorWarning: COLORS.warning,
      colorError: COLORS.error,
      // Derived from a dark seed these would be grey.
      colorPrimaryBg: "#E3F1F2",
      colorInfoBg: "#E3F1F2",
      colorInfoBorder: "#9CCBD0",
      colorWarningBg: COLORS["urgent-back"],
      colorWarningBorder: "#ECC48F",
      colorErrorBg: "#FDECEA",
      controlItemBgActive: "#E3F1F2",
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 8,
      controlHeight: 36,
      motion: !calm,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
    },
    components: {
      Form: { itemMarginBottom: 24, verticalLabelPadding: "0 0 4px" },
      Button: { primaryShadow: "none", defaultShadow: "none" },
    },
  };
}
