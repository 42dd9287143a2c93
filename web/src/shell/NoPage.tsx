import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../shared/ui/EmptyState";

export function NoPage() {
  const { t } = useTranslation("shell");
  return (
    <EmptyState title={t("no_page")}>
      <Link to="/">{t("menu.today")}</Link>
    </EmptyState>
  );
}
