/**
 * A form's write. Its idempotency key is made when the form opens; any answer ends the key, so a corrected form has a
 * new one; a call without an answer keeps it, so sending again never writes twice. Source: decisions S12.
 */
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { asProblem, type Problem } from "./problem";

export class SubmissionKey {
  #value: string;

  constructor(private readonly make: () => string) {
    this.#value = make();
  }

  get value(): string {
    return this.#value;
  }

  answered(problem: Problem | null): void {
    if (!problem?.unanswered) this.#value = this.make();
  }
}

export interface Submission<In, Out> {
  send: (input: In, then?: (out: Out) => void) => void;
  busy: boolean;
  problem: Problem | null;
  reset: () => void;
}

export function useSubmission<In, Out>(
  send: (input: In, key: string) => Promise<Out>,
  onDone?: (out: Out, input: In) => void,
): Submission<In, Out> {
  const key = useRef<SubmissionKey>(null);
  key.current ??= new SubmissionKey(() => crypto.randomUUID());
  const mutation = useMutation<Out, Problem, In>({
    mutationFn: (input) => send(input, (key.current as SubmissionKey).value),
    onSettled: (_out, thrown) => key.current?.answered(thrown ? asProblem(thrown) : null),
    onSuccess: (out, input) => onDone?.(out, input),
  });
  return {
    send: (input, then) => mutation.mutate(input, then && { onSuccess: then }),
    busy: mutation.isPending,
    problem: mutation.error,
    reset: mutation.reset,
  };
}
