/** The menu as a table: where to, and the permission without which the entry is not shown. */
import { HomeOutlined, TeamOutlined, VideoCameraOutlined } from "@ant-design/icons";
import type { ComponentType } from "react";

export interface MenuEntry {
  to: "/" | "/patients" | "/consultations";
  label: string;
  icon: ComponentType;
  permission: string | null;
}

export const MENU: readonly MenuEntry[] = [
  { to: "/", label: "menu.today", icon: HomeOutlined, permission: null },
  { to: "/consultations", label: "menu.consultations", icon: VideoCameraOutlined, permission: "consultation:read" },
  { to: "/patients", label: "menu.patients", icon: TeamOutlined, permission: "patient:read" },
];

/** Who is only asked finds his own cases there, everybody else those of his place. */
export function labelOf({ to, label }: MenuEntry, may: (permission: string) => boolean): string {
  const isExpert = may("consultation:answer") && !may("consultation:create");
  return to === "/consultations" && isExpert ? "menu.my_consultations" : label;
}
