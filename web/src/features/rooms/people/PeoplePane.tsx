import { useTranslation } from "react-i18next";
import { lazily } from "../../../shared/ui/lazily";
import { offers } from "../place";
import { RoomProblem } from "../RoomProblem";
import { patientLine } from "../stage/wording";
import type { RoomState, Session } from "../useRoom";
import { useMute, useSeatMove } from "../useRoomActs";
import { PersonRow } from "./PersonRow";

const GuestLink = lazily(async () => (await import("./GuestLink")).GuestLink);

/** Who belongs to this call, where each of them stands, and what whoever looks may do about it. */
export function PeoplePane({ room, session }: { room: RoomState; session: Session | undefined }) {
  const { t } = useTranslation("rooms");
  const move = useSeatMove(room.id);
  const mute = useMute(room.standing?.session_id ?? "");
  const may = offers(room.roles);
  const isHost = session?.seats.find(({ id }) => id === session.my_seat_id)?.is_host === true;
  const { word } = patientLine(room);
  const proving = word === "leaving" || word === "maybe_here" ? word : null;
  const isBeside = room.patient_seat?.is_beside === true;
  return (
    <section className="people" aria-label={t("people.title")} data-testid="people">
      <ul>
        {room.people.map((person) => (
          <PersonRow
            key={person.user_id ?? person.role}
            person={person}
            proving={person.user_id === null ? proving : null}
            isBeside={person.user_id === null && isBeside}
            isBegun={room.opened_at !== null}
            may={{ admit: may.admit, lead: may.lead, mute: isHost }}
            isBusy={move.busy || mute.busy}
            onMove={(seatId, way) => move.send({ seatId, move: way })}
            onMute={(seatId, isMuted) => mute.send({ seatId, isMuted })}
          />
        ))}
      </ul>
      <RoomProblem problem={move.problem ?? mute.problem} />
      {may.admit && <GuestLink room={room} mayBeside={may.answerDevice} />}
    </section>
  );
}
