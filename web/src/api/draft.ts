/**
 * What is typed is kept at the server every second, in one encrypted row a form, person and patient.
 * Invariant: a failed save stays pending and is tried again; nothing typed leaves the page's memory before it is kept,
 * also when its form is closed meanwhile. That memory is the query cache, which ends with the person's session.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { client, told } from "./client";
import { queries } from "./query";

const SAVE_EVERY_MS = 1_000;

export type DraftContent = Record<string, unknown>;
export type DraftState = "idle" | "pending" | "failed";

export interface Draft {
  /** `undefined` while it is looked up, `null` when there is none. */
  found: { content: DraftContent; savedAt: number } | null | undefined;
  state: DraftState;
  savedAt: number | null;
  keep: (content: DraftContent) => void;
  discard: () => void;
}

interface Typed {
  content: DraftContent;
  typedAt: number;
  isKept: boolean;
}

const TYPED = "typed into a form";
queries.setQueryDefaults([TYPED], { gcTime: Number.POSITIVE_INFINITY });

/** Saves on their way, by form and scope: a slow one must not overtake the next, whichever form sends it. */
const onTheirWay = new Map<string, Promise<void>>();

function keyOf(form: string, scope: string | undefined) {
  return [TYPED, form, scope ?? null] as const;
}

function typed(form: string, scope: string | undefined): Typed | undefined {
  return queries.getQueryData<Typed>(keyOf(form, scope));
}

function unkept(form: string, scope: string | undefined): Typed | undefined {
  const last = typed(form, scope);
  return last?.isKept === false ? last : undefined;
}

function place(form: string, scope: string | undefined) {
  return { path: { form }, query: scope === undefined ? {} : { scope } };
}

async function find(form: string, scope: string | undefined): Promise<NonNullable<Draft["found"]> | null> {
  const left = unkept(form, scope);
  if (left) return { content: left.content, savedAt: left.typedAt };
  try {
    const { content, saved_at } = await told(client.GET("/api/drafts/{form}", { params: place(form, scope) }));
    return content && saved_at ? { content, savedAt: Date.parse(saved_at) } : null;
  } catch {
    // What this page last saw of it; without that the form is empty, and what is typed is kept once the line is back.
    const last = typed(form, scope);
    return last ? { content: last.content, savedAt: last.typedAt } : null;
  }
}

async function forget(form: string, scope: string | undefined): Promise<void> {
  await onTheirWay.get(keyOf(form, scope).join());
  try {
    await told(client.DELETE("/api/drafts/{form}", { params: place(form, scope) }));
  } catch {
    // It stays at the server and is offered again; nothing is lost by that.
  }
}

/** Sends what is not kept yet. False: it could not be, and stays where it was. */
async function save(form: string, scope: string | undefined): Promise<boolean> {
  const sent = unkept(form, scope);
  if (sent === undefined) return true;
  try {
    const body = { content: sent.content };
    await told(client.PUT("/api/drafts/{form}", { params: place(form, scope), body, keepalive: true }));
  } catch {
    return false;
  }
  if (typed(form, scope) === sent) queries.setQueryData<Typed>(keyOf(form, scope), { ...sent, isKept: true });
  return true;
}

export function useDraft(form: string, scope?: string): Draft {
  const [found, setFound] = useState<Draft["found"]>(undefined);
  const [state, setState] = useState<DraftState>("idle");
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const here = useRef(true);

  useEffect(() => {
    let looking = true;
    const look = async () => {
      const kept = await find(form, scope);
      if (looking) setFound(kept);
    };
    void look();
    return () => {
      looking = false;
    };
  }, [form, scope]);

  const flush = useCallback(() => {
    const key = keyOf(form, scope).join();
    if (unkept(form, scope) === undefined || onTheirWay.has(key)) return;
    const send = async () => {
      const isKept = await save(form, scope);
      onTheirWay.delete(key);
      if (!here.current) return;
      if (isKept) setSavedAt(Date.now());
      setState(isKept ? (unkept(form, scope) ? "pending" : "idle") : "failed");
    };
    onTheirWay.set(key, send());
  }, [form, scope]);

  useEffect(() => {
    here.current = true;
    const timer = setInterval(flush, SAVE_EVERY_MS);
    addEventListener("pagehide", flush);
    return () => {
      here.current = false;
      clearInterval(timer);
      removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

  const keep = useCallback(
    (content: DraftContent) => {
      queries.setQueryData<Typed>(keyOf(form, scope), { content, typedAt: Date.now(), isKept: false });
      setState((now) => (now === "failed" ? now : "pending"));
    },
    [form, scope],
  );

  /** The form was sent or given up: a save on its way must not bring the draft back. */
  const discard = useCallback(() => {
    queries.removeQueries({ queryKey: keyOf(form, scope), exact: true });
    setFound(null);
    setSavedAt(null);
    setState("idle");
    void forget(form, scope);
  }, [form, scope]);

  return { found, state, savedAt, keep, discard };
}
