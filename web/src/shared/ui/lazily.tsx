import { type ComponentType, lazy, Suspense } from "react";

const parts: (() => Promise<unknown>)[] = [];

/** A part whose code comes with its first use; nothing stands in its place meanwhile. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  parts.push(load);
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Lazily(props: Props) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

/** Fetches all parts known so far, so that their first use does not need the line. */
export async function fetchParts(): Promise<void> {
  await Promise.allSettled(parts.map((load) => load()));
}
