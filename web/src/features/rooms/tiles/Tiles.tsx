import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { type CSSProperties, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { arrange, gridOf, type Layout } from "./layout";
import { Tile } from "./Tile";
import "./tiles.css";
import { useSize } from "./useSize";
import type { TileOf } from "./useTiles";

interface Props {
  tiles: readonly TileOf[];
  spoke: readonly string[];
  layout: Layout;
  pinned: string | null;
  onPinned: (key: string | null) => void;
}

const GAP_PX = 8;

/** Everybody in the call: side by side, or one large above the others. */
export function Tiles({ tiles, spoke, layout, pinned, onPinned }: Props) {
  const { t } = useTranslation("rooms");
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  const [page, setPage] = useState(0);
  const { main, rest, pages } = arrange(tiles, { layout, pinned, spoke, page });
  const { tileWidth } = gridOf(rest.length, width, height, GAP_PX);
  const here = Math.min(page, pages - 1);
  const show = (tile: TileOf, isSmall: boolean) => (
    <Tile
      key={tile.key}
      tile={tile}
      isSmall={isSmall}
      isPinned={tile.key === pinned}
      onPinned={() => onPinned(tile.key === pinned ? null : tile.key)}
    />
  );
  return (
    <section className="tiles" aria-label={t("tile.all")} data-layout={main ? "main" : "grid"}>
      {main && <div className="tiles-main">{show(main, false)}</div>}
      <div
        ref={frame}
        className={main ? "tiles-strip" : "tiles-grid"}
        style={main ? undefined : ({ "--tile": `${tileWidth}px` } as CSSProperties)}
      >
        {rest.map((tile) => show(tile, main !== null))}
      </div>
      {pages > 1 && (
        <nav className="tiles-pages" aria-label={t("tile.pages")}>
          <button type="button" disabled={here === 0} aria-label={t("tile.page_before")} onClick={() => setPage(here - 1)}>
            <LeftOutlined aria-hidden />
          </button>
          <span className="numeric">
            {here + 1} / {pages}
          </span>
          <button type="button" disabled={here === pages - 1} aria-label={t("tile.page_after")} onClick={() => setPage(here + 1)}>
            <RightOutlined aria-hidden />
          </button>
        </nav>
      )}
    </section>
  );
}
