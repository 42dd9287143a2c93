import { useTranslation } from "react-i18next";
import { useRoleName } from "../../org";
import type { DemoPerson } from "./useDemo";

interface Props {
  people: readonly DemoPerson[];
  chosen: DemoPerson | undefined;
  onChoose: (person: DemoPerson) => void;
}

/** The people of the demonstration: one click leads to a person's own address, where the form is filled in. */
export function DemoPeople({ people, chosen, onChoose }: Props) {
  const { t } = useTranslation("signin");
  const roleName = useRoleName();
  return (
    <section className="demo-people" aria-labelledby="demo-people-title">
      <h2 id="demo-people-title">
        <span className="demo-tag">{t("demo")}</span> {t("people_title")}
      </h2>
      <p className="muted">{t("people_hint")}</p>
      <ul>
        {people.map((person) => (
          <li key={person.login}>
            <button type="button" aria-pressed={person === chosen} onClick={() => onChoose(person)}>
              <strong>{person.name}</strong>
              <span>{roleName(person.role)}</span>
              <span className="muted">{person.store ?? t("headquarters")}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
