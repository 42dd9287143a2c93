import { SearchOutlined } from "@ant-design/icons";
import { Link, Outlet, useMatch, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { followEvents } from "../api/events/stream";
import { queries } from "../api/query";
import { PatientSearch } from "../features/patients";
import { followPerson, SignInAgain, useMay, useMe } from "../features/signin";
import { lazily } from "../shared/ui/lazily";
import { LinkBanner, LinkChip } from "./LinkChip";
import { labelOf, MENU } from "./menu";
import "./shell.css";
import { type Act, actOf, isTyping, singleKeys } from "./shortcuts";
import { UserMenu } from "./UserMenu";

const KeyHelp = lazily(async () => (await import("./KeyHelp")).KeyHelp);

/** The frame of every staff page: who and where one is, the menu, the search, the state of the connection. */
export function Shell() {
  const { t } = useTranslation("shell");
  const me = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"search" | "help" | null>(null);
  const mayFind = may("patient:read");
  // A call fills the screen; its page brings its own header, keys and way back.
  const isRoom = useMatch({ from: "/staff/consultations/$consultationId/room", shouldThrow: false }) !== undefined;

  useEffect(followEvents, []);
  useEffect(() => followPerson(me.user_id), [me.user_id]);
  useEffect(() => {
    const acts: Record<Act, () => void> = {
      search: () => mayFind && setOpen("search"),
      register: () => may("patient:register") && void navigate({ to: "/patients/new" }),
      help: () => setOpen("help"),
    };
    const press = (event: KeyboardEvent) => {
      if (isRoom) return;
      const act = actOf({ ...keysOf(event), typing: isTyping(event.target) }, singleKeys.get());
      if (act === null) return;
      event.preventDefault();
      acts[act]();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [isRoom, may, mayFind, navigate]);

  if (isRoom) {
    return (
      <>
        <Outlet />
        <SignInAgain />
      </>
    );
  }
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="bar">
        <Link to="/" className="brand">
          <img src="/icon.svg" width={24} height={24} alt="" />
          {t("product")}
        </Link>
        {me.demo && <span className="demo-tag">{t("demo")}</span>}
        <span className="store clip" title={me.store?.name ?? t("headquarters")}>
          {me.store?.name ?? t("headquarters")}
        </span>
        {mayFind && (
          <Button className="find" icon={<SearchOutlined aria-hidden />} onClick={() => setOpen("search")}>
            <span>{t("find")}</span>
            <kbd>Ctrl K</kbd>
          </Button>
        )}
        <LinkChip />
        <UserMenu onHelp={() => setOpen("help")} onSignedOut={() => void navigate({ to: "/signin" })} />
      </header>
      <nav className="menu" aria-label={t("menu.title")}>
        {MENU.filter(({ permission }) => permission === null || may(permission)).map((entry) => (
          <Link key={entry.to} to={entry.to} activeOptions={{ exact: entry.to === "/" }} activeProps={{ "aria-current": "page" }}>
            <entry.icon aria-hidden />
            {t(labelOf(entry, may))}
          </Link>
        ))}
      </nav>
      <main className="main" id="main" tabIndex={-1}>
        <LinkBanner onRetry={() => void queries.invalidateQueries()} />
        <Outlet />
      </main>
      {open === "search" && <PatientSearch onClose={() => setOpen(null)} />}
      {open === "help" && <KeyHelp onClose={() => setOpen(null)} />}
      <SignInAgain />
    </div>
  );
}

function keysOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey };
}
