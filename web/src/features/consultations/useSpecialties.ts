/** The specialties of the chain's terms, whole: they are few, and a code in a list needs its name. */
import { api } from "../../api/query";

const ALL = 50;

export function useSpecialties() {
  return api.useQuery(
    "get",
    "/api/terms/{set}",
    { params: { path: { set: "specialty" }, query: { q: "", limit: ALL } } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
}

export function useSpecialtyName(): (code: string | null) => string {
  const { data } = useSpecialties();
  return (code) => data?.entries.find((each) => each.code === code)?.display ?? "";
}
