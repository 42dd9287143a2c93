export { type Term, TermSelect } from "./TermSelect";
