/** The dark theme of places with pictures: the room now, imaging later. `rooms.css` has the same for our own styles (test). */
import { theme, type ThemeConfig } from "antd";

export const DARK = {
  primary: "#3FB6C0",
  layout: "#0A0F11",
  panel: "#141C1F",
  text1: "#E4ECEE",
  text2: "#B4C3C7",
  text3: "#9FB0B5",
  text4: "#8C9CA1",
  success: "#7FCF9A",
  warning: "#F0C37A",
  error: "#FF9B8F",
} as const;

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

export function roomTheme(calm: boolean): ThemeConfig {
  return {
    // Light tokens of the page around would leak in and make text unreadable.
    inherit: false,
    algorithm: theme.darkAlgorithm,
    token: {
      colorPrimary: DARK.primary,
      colorLink: DARK.primary,
      colorInfo: DARK.primary,
      colorBgBase: DARK.layout,
      colorBgLayout: DARK.layout,
      colorBgContainer: DARK.panel,
      colorBgElevated: "#1C272B",
      colorBorder: "#3A484D",
      colorText: DARK.text1,
      colorTextSecondary: DARK.text2,
      colorTextTertiary: DARK.text3,
      colorTextQuaternary: DARK.text4,
      colorTextDescription: DARK.text3,
      colorTextPlaceholder: DARK.text4,
      colorTextDisabled: DARK.text4,
      colorSuccess: DARK.success,
      colorWarning: DARK.warning,
      colorError: DARK.error,
      // White on the dark theme's primary is 2.4:1.
      colorTextLightSolid: DARK.layout,
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
      Button: { primaryShadow: "none", defaultShadow: "none", primaryColor: DARK.layout, dangerColor: DARK.layout },
      Tooltip: { colorTextLightSolid: DARK.text1, colorBgSpotlight: "#2A363B" },
    },
  };
}
