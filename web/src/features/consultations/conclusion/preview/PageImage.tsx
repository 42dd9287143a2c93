import { useState } from "react";
import { useTranslation } from "react-i18next";
import { networkLost } from "../../../../api/problem";
import { ProblemLine } from "../../../../shared/ui/ProblemLine";

interface Props {
  address: string;
  alt: string;
  /** It cannot be had: another window may have set the paper anew. */
  onGone: () => void;
}

/** One page as a picture. Its words are those of the form, which readers of screens have beside it. */
export function PageImage({ address, alt, onGone }: Props) {
  const { t } = useTranslation("conclusion");
  const [state, setState] = useState<"coming" | "there" | "lost">("coming");
  if (state === "lost") return <ProblemLine problem={networkLost()} retry={onGone} retryLabel={t("show_again")} />;
  return (
    <img
      className={state}
      src={address}
      alt={alt}
      onLoad={() => setState("there")}
      onError={() => setState("lost")}
    />
  );
}
