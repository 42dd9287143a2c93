/** The conclusion at the server: prepared as an act, signed under its hash, read back. */
import { useQuery } from "@tanstack/react-query";
import { client, told } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { asProblem } from "../../../api/problem";
import { queries } from "../../../api/query";
import { type Submission, useSubmission } from "../../../api/submission";
import { place, useAct } from "../useCases";
import { type ConclusionIn, placeIn, type Values } from "./values";

export type Act = components["schemas"]["ActOut"];
export type Conclusion = components["schemas"]["ConclusionOut"];

const CONCLUSION = "/api/consultations/{consultation_id}/conclusion";

export interface Prepared {
  values: Values;
  sent: ConclusionIn;
}

/** The signed one; `null` while there is none. */
export function useSigned(caseId: string, isWanted: boolean) {
  const params = { path: { consultation_id: caseId } };
  return useQuery({
    queryKey: ["get", CONCLUSION, { params }],
    queryFn: async (): Promise<Conclusion | null> => {
      try {
        return await told(client.GET(CONCLUSION, { params }));
      } catch (thrown) {
        if (asProblem(thrown).status === 404) return null;
        throw thrown;
      }
    },
    enabled: isWanted,
  });
}

/** Sets the paper without signing it; may be done as often as wanted. */
export function usePrepare(caseId: string, onDone: (act: Act, given: Prepared) => void): Submission<Prepared, Act> {
  return useSubmission(async ({ values, sent }: Prepared) => {
    try {
      return await told(
        client.POST("/api/consultations/{consultation_id}/conclusion/act", {
          params: { path: { consultation_id: caseId } },
          body: sent,
        }),
      );
    } catch (thrown) {
      throw asProblem(thrown).moved((pointer) => placeIn(values, sent, pointer));
    }
  }, onDone);
}

export interface Signing {
  act: Act;
  proof: string;
}

export function useSign(caseId: string, onDone: () => void): Submission<Signing, unknown> {
  return useAct(async ({ act, proof }: Signing, key) => {
    const params = place(caseId, key);
    const { act_id, data_sha256 } = act;
    await told(
      client.POST(CONCLUSION, {
        params: { ...params, header: { ...params.header, "Huizhen-Proof": proof } },
        body: { act_id, data_sha256 },
      }),
    );
    // The page goes over to the signed report before the form gives its words away.
    await queries.refetchQueries({ queryKey: ["get", "/api/consultations/{consultation_id}"] });
    void queries.invalidateQueries({ queryKey: ["get", CONCLUSION] });
  }, onDone);
}

/** The signed paper as a file of this computer. */
export function useDownload(caseId: string): Submission<string, void> {
  return useSubmission(async (name: string) => {
    const file = await told(
      client.GET("/api/consultations/{consultation_id}/report.pdf", {
        params: { path: { consultation_id: caseId } },
        parseAs: "blob",
      }),
    );
    saveAs(file as Blob, name);
  });
}

function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
