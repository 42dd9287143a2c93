import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { codeOf } from "./code";

/** For a paper whose address cannot be scanned: its code by hand. */
export function CodeForm() {
  const { t } = useTranslation("h5");
  const field = useId();
  const [typed, setTyped] = useState("");
  const code = codeOf(typed);
  const go = (event: FormEvent) => {
    event.preventDefault();
    location.assign(`/verify/${code}`);
  };
  return (
    <form className="h5-card" onSubmit={go}>
      <label className="h5-label" htmlFor={field}>
        {t("verify.typed")}
      </label>
      <input
        id={field}
        className="h5-code h5-code-long"
        value={typed}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
      />
      <button type="submit" className="h5-primary" disabled={code === ""}>
        {t("verify.check")}
      </button>
    </form>
  );
}
