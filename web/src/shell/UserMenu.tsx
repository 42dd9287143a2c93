import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useRoleName } from "../features/org";
import { useMe, useSignOut } from "../features/signin";
import { speak } from "../shared/i18n";
import { LANGUAGES, language } from "../shared/i18n/language";
import { useStore } from "../shared/store";
import { allowSingleKeys, singleKeys } from "./shortcuts";

interface Props {
  onSignedOut: () => void;
  onHelp: () => void;
}

const PANEL = "user-panel";

/** Who one is and what concerns only oneself. The browser's own popover: Esc and a click beside it close it. */
export function UserMenu({ onSignedOut, onHelp }: Props) {
  const { t } = useTranslation("shell");
  const roleName = useRoleName();
  const me = useMe();
  const panel = useRef<HTMLDivElement>(null);
  const spoken = useStore(language);
  const single = useStore(singleKeys);
  const signOut = useSignOut(onSignedOut);
  const then = (act: () => void) => () => {
    panel.current?.hidePopover();
    act();
  };

  return (
    <>
      <button type="button" className="user" popoverTarget={PANEL} aria-label={t("user.menu", { name: me.name })}>
        <span className="clip">{me.name}</span>
        <span aria-hidden>▾</span>
      </button>
      <div id={PANEL} popover="auto" ref={panel} className="user-panel">
        <p>
          <strong>{me.name}</strong> <span className="muted">{me.title}</span>
        </p>
        {me.roles.map(({ role, org_id, org_name }) => (
          <p key={`${role} ${org_id}`} className="muted">
            {roleName(role)} · {org_name}
          </p>
        ))}
        <hr />
        {LANGUAGES.filter((each) => each !== spoken).map((each) => (
          <button key={each} type="button" lang={each} onClick={then(() => void speak(each))}>
            {t(`shared:language.${each}`)}
          </button>
        ))}
        <button type="button" onClick={then(onHelp)}>
          {t("user.keys")}
        </button>
        <button type="button" onClick={then(() => allowSingleKeys(!single))}>
          {t(single ? "user.single_off" : "user.single_on")}
        </button>
        <hr />
        <button type="button" disabled={signOut.isPending} onClick={then(() => signOut.mutate())}>
          {t("user.sign_out")}
        </button>
      </div>
    </>
  );
}
