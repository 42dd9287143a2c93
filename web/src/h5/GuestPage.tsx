import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../api/client";
import { asProblem } from "../api/problem";
import { Frame } from "./Frame";
import { LinkPage } from "./link/LinkPage";
import type { Seat } from "./seat/seat";
import { useSeat } from "./seat/useSeat";

const SeatPage = lazy(async () => ({ default: (await import("./seat/SeatPage")).SeatPage }));

/** The token stands in the fragment only: a fragment is sent to no server and stands in no log (S16). */
function tokenHere(): string | null {
  const token = location.hash.slice(1);
  return token === "" ? null : token;
}

/** A patient's way in: by the link, then to his seat. A phone that already has the seat goes straight there. */
export function GuestPage() {
  const { t } = useTranslation("h5");
  const { seat, refresh } = useSeat();
  const [token, setToken] = useState(tokenHere);
  useEffect(() => {
    const look = () => setToken(tokenHere());
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  const forget = useCallback(() => {
    history.replaceState(null, "", location.pathname);
    setToken(null);
  }, []);
  const isFresh = useFreshness(seat.at === "seated" ? token : null, forget);
  const entered = () => {
    forget();
    refresh();
  };
  if (seat.at === "seated" && !isFresh) {
    return (
      <Suspense fallback={null}>
        <SeatPage seat={seat} refresh={refresh} />
      </Suspense>
    );
  }
  return (
    <Frame title={t("title")} help={t("help")}>
      {seat.at !== "asking" && <Door seat={seat} token={token} refresh={refresh} onEntered={entered} />}
    </Frame>
  );
}

/** Whether a link on a phone that has a seat still opens something: then it comes first, for the store made it since. */
function useFreshness(token: string | null, forget: () => void): boolean {
  const [fresh, setFresh] = useState<string>();
  useEffect(() => {
    if (token === null) return;
    told(client.POST("/api/guest/link", { body: { token } })).then(
      () => setFresh(token),
      (thrown: unknown) => {
        if (!asProblem(thrown).unanswered) forget();
      },
    );
  }, [token, forget]);
  return token !== null && token === fresh;
}

interface DoorProps {
  seat: Seat;
  token: string | null;
  refresh: () => void;
  onEntered: () => void;
}

function Door({ seat, token, refresh, onEntered }: DoorProps) {
  const { t } = useTranslation("h5");
  if (!("RTCPeerConnection" in window)) return <Words of="link.no_rtc" id="no-rtc" />;
  if (token !== null) return <LinkPage key={token} token={token} onEntered={onEntered} />;
  if (seat.at === "ended") return <Words of={seat.wasFinished ? "seat.finished" : "seat.ended"} id="ended" />;
  if (seat.at !== "unreachable") return <Words of="link.none" id="no-link" />;
  return (
    <Words of="seat.unreachable" id="unreachable">
      <button type="button" className="h5-primary" onClick={refresh}>
        {t("again")}
      </button>
    </Words>
  );
}

function Words({ of, id, children }: { of: string; id: string; children?: ReactNode }) {
  const { t } = useTranslation("h5");
  return (
    <section className="h5-card" role="status" data-testid={id}>
      <h2>{t(`${of}.title`)}</h2>
      <p>{t(`${of}.help`)}</p>
      {children}
    </section>
  );
}
