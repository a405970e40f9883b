// `--roles 0=agent,1=customer`: what the speakers of a source are.
import { AppError, Speaker } from "@tingheng/domain";

/** @throws AppError `usage` */
export function rolesOf(map: string | undefined): Record<string, Speaker> {
  const pairs = (map ?? "").split(",").filter((pair) => pair !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [label, role] = pair.split("=");
      const known = Speaker.safeParse(role);
      if (label === undefined || !known.success) {
        throw new AppError("usage", { problem: `--roles ${pair}: label=${Speaker.options.join("|")}` });
      }
      return [label, known.data];
    }),
  );
}
