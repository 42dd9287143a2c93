/** The pages, each loaded when first asked for together with its words. Signed-out visitors are led to sign in and back. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { asProblem } from "./api/problem";
import { queries } from "./api/query";
import { meQuery, ownPlace, signInQuery } from "./features/signin";
import { words } from "./shared/i18n";
import { fetchParts } from "./shared/ui/lazily";
import { NoPage } from "./shell/NoPage";
import { RouteProblem } from "./shell/RouteProblem";
import { Shell } from "./shell/Shell";

/** After this time the first page is there and the line is free for the rest. */
const FETCH_REST_MS = 1_500;

const root = createRootRoute({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/signin",
  validateSearch: (search): { next?: string } => (search.next ? { next: ownPlace(search.next) } : {}),
  loader: () => words("signin", "org"),
  component: lazyRouteComponent(() => import("./features/signin/SignInPage"), "SignInPage"),
});

const staff = createRoute({
  getParentRoute: () => root,
  id: "staff",
  beforeLoad: async ({ location }) => {
    const toSignIn = () => redirect({ to: "/signin", search: { next: location.href } });
    const isKnown = queries.getQueryData(meQuery.queryKey) !== undefined;
    if (!isKnown && !(await queries.fetchQuery(signInQuery)).signed_in) throw toSignIn();
    try {
      await queries.ensureQueryData(meQuery);
    } catch (thrown) {
      if (asProblem(thrown).status === 401) throw toSignIn();
      throw thrown;
    }
  },
  loader: () => words("shell", "signin", "org", "patients", "consultations"),
  component: Shell,
  onEnter: () => void setTimeout(() => void fetchAll(), FETCH_REST_MS),
  errorComponent: RouteProblem,
});

const today = createRoute({
  getParentRoute: () => staff,
  path: "/",
  component: lazyRouteComponent(() => import("./features/patients/find/TodayPage"), "TodayPage"),
});

const patients = createRoute({
  getParentRoute: () => staff,
  path: "/patients",
  validateSearch: (search): { q?: string } => (typeof search.q === "string" ? { q: search.q } : {}),
  component: lazyRouteComponent(() => import("./features/patients/find/PatientsPage"), "PatientsPage"),
});

const register = createRoute({
  getParentRoute: () => staff,
  path: "/patients/new",
  component: lazyRouteComponent(() => import("./features/patients/register/RegisterPage"), "RegisterPage"),
});

const patient = createRoute({
  getParentRoute: () => staff,
  path: "/patients/$patientId",
  validateSearch: (search): { write?: string } => (typeof search.write === "string" ? { write: search.write } : {}),
  loader: () => words("records", "terms"),
  component: lazyRouteComponent(() => import("./features/patients/chart/PatientPage"), "PatientPage"),
});

const consultations = createRoute({
  getParentRoute: () => staff,
  path: "/consultations",
  component: lazyRouteComponent(() => import("./features/consultations/list/CasesPage"), "CasesPage"),
});

const askConsultation = createRoute({
  getParentRoute: () => staff,
  path: "/consultations/new",
  validateSearch: (search): { patient?: string; case?: string } => ({
    ...(typeof search.patient === "string" ? { patient: search.patient } : {}),
    ...(typeof search.case === "string" ? { case: search.case } : {}),
  }),
  loader: () => words("records", "terms"),
  component: lazyRouteComponent(() => import("./features/consultations/request/RequestPage"), "RequestPage"),
});

const consultation = createRoute({
  getParentRoute: () => staff,
  path: "/consultations/$consultationId",
  validateSearch: (search): { uninvited?: string; tab?: string } => ({
    ...(typeof search.uninvited === "string" ? { uninvited: search.uninvited } : {}),
    ...(typeof search.tab === "string" ? { tab: search.tab } : {}),
  }),
  component: lazyRouteComponent(() => import("./features/consultations/case/CasePage"), "CasePage"),
});

const room = createRoute({
  getParentRoute: () => staff,
  path: "/consultations/$consultationId/room",
  loader: () => words("rooms", "records", "terms"),
  component: lazyRouteComponent(() => import("./features/rooms/RoomPage"), "RoomPage"),
});

const PAGES = [today, patients, register, patient, consultations, askConsultation, consultation, room] as const;

export const router = createRouter({
  routeTree: root.addChildren([signIn, staff.addChildren([...PAGES])]),
  defaultNotFoundComponent: NoPage,
  defaultErrorComponent: RouteProblem,
  defaultPreload: "intent",
  scrollRestoration: true,
});

/** While the connection holds: a page that was never opened must open without it too. */
async function fetchAll(): Promise<void> {
  await Promise.allSettled(PAGES.map((page) => router.loadRouteChunk(page)));
  await fetchParts();
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
