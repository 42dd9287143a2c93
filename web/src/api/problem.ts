/**
 * A refusal as the screens know it: the code is the contract, the title is already in the reader's language.
 * Source: RFC 9457 and the server's `core/http/problems.py`.
 */

export interface FieldError {
  /** JSON pointer into the body that was sent, `/birth_date`. */
  pointer: string;
  code: string;
  message: string | undefined;
}

export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string | undefined,
    readonly fields: readonly FieldError[] = [],
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }

  /** The same refusal, its errors pointing to where the form has these fields. */
  moved(place: (pointer: string) => string): Problem {
    const fields = this.fields.map((each) => ({ ...each, pointer: place(each.pointer) }));
    return new Problem(this.code, this.status, this.title, fields, this.facts);
  }

  /** No answer came: the same call may be sent again under the same idempotency key. */
  get unanswered(): boolean {
    return this.status === 0;
  }
}

const OWN_MEMBERS = new Set(["type", "title", "status", "code", "errors", "detail", "instance"]);

export function networkLost(): Problem {
  return new Problem("network-lost", 0, undefined);
}

/** A 404 carries nothing but its type, so that absent and invisible look the same; the code is in the type. */
export function problemOf(status: number, body: unknown): Problem {
  if (!isRecord(body) || typeof body.type !== "string") return new Problem("unreadable", status, undefined);
  const code = typeof body.code === "string" ? body.code : (body.type.split("/").at(-1) ?? "unreadable");
  const title = typeof body.title === "string" ? body.title : undefined;
  const facts = Object.fromEntries(Object.entries(body).filter(([name]) => !OWN_MEMBERS.has(name)));
  return new Problem(code, status, title, fieldErrors(body.errors), facts);
}

/** What was thrown, as a problem: a bug of ours must not look like a refusal of the server. */
export function asProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem("client-fault", -1, undefined);
}

/** `/sections/0/text` → `["sections", 0, "text"]`: the name under which a form knows the field. */
export function fieldPath(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function fieldErrors(errors: unknown): FieldError[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRecord).map((each) => ({
    pointer: String(each.pointer ?? ""),
    code: String(each.code ?? "malformed"),
    message: typeof each.message === "string" ? each.message : undefined,
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
