import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../api/client";
import { Frame } from "../Frame";
import { ring } from "./ring";
import { useAwake } from "./useAwake";
import type { Seat } from "./seat";
import { Waiting } from "./Waiting";

const load = () => import("../call/GuestCall");
const GuestCall = lazy(async () => ({ default: (await load()).GuestCall }));

type Seated = Extract<Seat, { at: "seated" }>;

/** The patient's seat: before it is his turn a picture of waiting and no line at all, then the call. */
export function SeatPage({ seat: { seat, room, isStale }, refresh }: { seat: Seated; refresh: () => void }) {
  const { t } = useTranslation("h5");
  useAwake();
  // Fetched while he waits, so that he is in at once when he is called; what fails now is fetched again then.
  useEffect(() => void load().catch(() => undefined), []);
  const before = useRef(seat.state);
  useEffect(() => {
    if (seat.state === "admitted" && before.current !== "admitted") ring();
    before.current = seat.state;
  }, [seat.state]);
  const isIn = seat.state === "admitted" && seat.is_media_up;
  if (isIn) {
    return (
      <Suspense fallback={null}>
        <GuestCall seat={seat} room={room} refresh={refresh} />
      </Suspense>
    );
  }
  return (
    <Frame title={room.store_name || t("title")} help={t("help")}>
      {isStale && (
        <p className="h5-problem" role="alert">
          {t("unreachable")}
        </p>
      )}
      {seat.state === "left" ? <Left refresh={refresh} /> : <Waiting seat={seat} room={room} />}
    </Frame>
  );
}

function Left({ refresh }: { refresh: () => void }) {
  const { t } = useTranslation("h5");
  const back = () => void told(client.POST("/api/guest/return")).finally(refresh);
  return (
    <section className="h5-card" role="status" data-testid="left">
      <h2>{t("seat.left.title")}</h2>
      <p>{t("seat.left.help")}</p>
      <button type="button" className="h5-primary" onClick={back}>
        {t("seat.left.back")}
      </button>
    </section>
  );
}
