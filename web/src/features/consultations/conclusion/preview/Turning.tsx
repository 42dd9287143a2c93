import { LeftOutlined, RightOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { type Look, type Turn, ZOOMS_MAX } from "./pages";

interface Props {
  look: Look;
  pages: number;
  onTurn: (turn: Turn) => void;
}

export function Turning({ look, pages, onTurn }: Props) {
  const { t } = useTranslation("conclusion");
  // Off by word only: a button that is disabled while it has the focus would lose the keyboard's place.
  const act = (turn: Turn, icon: React.ReactNode, isOff: boolean) => (
    <Button type="text" icon={icon} aria-label={t(`turn.${turn}`)} title={t(`turn.${turn}`)} aria-disabled={isOff} className={isOff ? "is-off" : ""} onClick={() => onTurn(turn)} />
  );
  return (
    <div className="turning" role="group" aria-label={t("turning")}>
      {act("wider", <ZoomOutOutlined />, look.zoom === 0)}
      {act("closer", <ZoomInOutlined />, look.zoom === ZOOMS_MAX)}
      {act("before", <LeftOutlined />, look.page === 1)}
      <span className="numeric" role="status">
        {t("page", { page: look.page, pages })}
      </span>
      {act("next", <RightOutlined />, look.page === pages)}
    </div>
  );
}
