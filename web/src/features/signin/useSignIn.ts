/** Signing in and out. Whoever signs in starts with an empty cache: nothing of the last person stays on the page. */
import { useMutation } from "@tanstack/react-query";
import { client, told } from "../../api/client";
import type { Problem } from "../../api/problem";
import { queries } from "../../api/query";
import { sessionEnded } from "../../api/session";
import { tellPerson } from "./person";

export interface Credentials {
  login: string;
  password: string;
  code: string;
}

export function useSignIn(onDone: (userId: string) => void) {
  return useMutation<{ user_id: string }, Problem, Credentials>({
    mutationFn: (body) => told(client.POST("/api/signin", { body })),
    onSuccess: ({ user_id }) => {
      sessionEnded.set(false);
      tellPerson(user_id);
      onDone(user_id);
    },
  });
}

export function useSignOut(onDone: () => void) {
  return useMutation<unknown, Problem, void>({
    mutationFn: () => told(client.POST("/api/signout")),
    onSuccess: () => {
      tellPerson("");
      onDone();
      queries.clear();
    },
  });
}
