import { expect, it } from "vitest";
import { asProblem, fieldPath, networkLost, Problem, problemOf } from "./problem";

it("a refusal keeps code, title and facts apart", () => {
  const body = { type: "/problems/locked", title: "登录暂时锁定", status: 429, code: "locked", retry_after_s: 300 };
  const problem = problemOf(429, body);
  expect(problem).toMatchObject({ code: "locked", status: 429, title: "登录暂时锁定" });
  expect(problem.facts).toEqual({ retry_after_s: 300 });
});

it("a 404 is read by its type, for it says nothing else", () => {
  expect(problemOf(404, { type: "/problems/not-found", title: "未找到", status: 404 }).code).toBe("not-found");
});

it("a clerk sees each error at its field", () => {
  const errors = [{ pointer: "/birth_date", code: "birth_date_disagrees", message: "与证件号不符" }];
  const problem = problemOf(422, { type: "/problems/invalid", code: "invalid", errors });
  expect(problem.fields).toEqual([{ pointer: "/birth_date", code: "birth_date_disagrees", message: "与证件号不符" }]);
});

it("an error page of a gateway is not mistaken for a refusal of ours", () => {
  expect(problemOf(500, null).code).toBe("unreadable");
  expect(problemOf(500, "<html>").code).toBe("unreadable");
});

it("errors of one sent sign move to the field it was typed in", () => {
  const sent = new Problem("invalid", 422, undefined, [{ pointer: "/signs/1/value", code: "x", message: undefined }]);
  const moved = sent.moved((pointer) => (pointer === "/signs/1/value" ? "/heart_rate" : pointer));
  expect(moved.fields[0]?.pointer).toBe("/heart_rate");
  expect(moved.code).toBe("invalid");
});

it("only a call without an answer may be sent again as it was", () => {
  expect(networkLost().unanswered).toBe(true);
  expect(problemOf(503, { type: "/problems/starting" }).unanswered).toBe(false);
});

it("a fault of the page is not shown as the server's", () => {
  expect(asProblem(new TypeError("x")).code).toBe("client-fault");
});

it("a pointer becomes the form's own name", () => {
  expect(fieldPath("/sections/0/text")).toEqual(["sections", 0, "text"]);
  expect(fieldPath("/a~1b/c~0d")).toEqual(["a/b", "c~d"]);
});
