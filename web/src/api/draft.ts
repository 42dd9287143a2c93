/**
 * What is typed is kept at the server every second, in one encrypted row a form, person and patient.
 * Invariant: a failed save stays pending and is tried again; nothing typed leaves the page's memory before it is kept.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { client, told } from "./client";

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

function place(form: string, scope: string | undefined) {
  return { path: { form }, query: scope === undefined ? {} : { scope } };
}

async function find(form: string, scope: string | undefined): Promise<NonNullable<Draft["found"]> | null> {
  try {
    const { content, saved_at } = await told(client.GET("/api/drafts/{form}", { params: place(form, scope) }));
    return content && saved_at ? { content, savedAt: Date.parse(saved_at) } : null;
  } catch {
    // Without the draft the form is empty; what is typed now is kept as soon as the line is back.
    return null;
  }
}

async function forget(form: string, scope: string | undefined, last: Promise<void> | null): Promise<void> {
  await last;
  try {
    await told(client.DELETE("/api/drafts/{form}", { params: place(form, scope) }));
  } catch {
    // It stays at the server and is offered again; nothing is lost by that.
  }
}

export function useDraft(form: string, scope?: string): Draft {
  const [found, setFound] = useState<Draft["found"]>(undefined);
  const [state, setState] = useState<DraftState>("idle");
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const pending = useRef<DraftContent | null>(null);
  const sending = useRef<Promise<void> | null>(null);

  useEffect(() => {
    let here = true;
    const look = async () => {
      const kept = await find(form, scope);
      if (here) setFound(kept);
    };
    void look();
    return () => {
      here = false;
    };
  }, [form, scope]);

  const flush = useCallback(() => {
    const content = pending.current;
    // One save at a time: a slow one must not overtake the next.
    if (content === null || sending.current !== null) return;
    pending.current = null;
    const save = async () => {
      try {
        const body = { content };
        await told(client.PUT("/api/drafts/{form}", { params: place(form, scope), body, keepalive: true }));
        setSavedAt(Date.now());
        setState(pending.current === null ? "idle" : "pending");
      } catch {
        pending.current ??= content;
        setState("failed");
      }
      sending.current = null;
    };
    sending.current = save();
  }, [form, scope]);

  useEffect(() => {
    const timer = setInterval(flush, SAVE_EVERY_MS);
    addEventListener("pagehide", flush);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

  const keep = useCallback((content: DraftContent) => {
    pending.current = content;
    setState((now) => (now === "failed" ? now : "pending"));
  }, []);

  /** The form was sent or given up: a save on its way must not bring the draft back. */
  const discard = useCallback(() => {
    pending.current = null;
    setFound(null);
    setSavedAt(null);
    setState("idle");
    void forget(form, scope, sending.current);
  }, [form, scope]);

  return { found, state, savedAt, keep, discard };
}
