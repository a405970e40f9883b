// A process held to a share of one core, as if it ran on a small machine of its own: by the kernel's control groups.
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const periodMicroseconds = 20_000;
const oldTree = "/sys/fs/cgroup/cpu";
const newTree = "/sys/fs/cgroup";

/**
 * @param share of one core, for all threads of the process together
 * @returns what takes the limit away once the process has ended; undefined where this machine does not let us set one
 */
export function holdTo(pid: number, share: number): (() => void) | undefined {
  const isOld = existsSync(join(oldTree, "cpu.cfs_quota_us"));
  const group = join(isOld ? oldTree : newTree, `tingheng-bench-${pid}`);
  const quota = Math.round(share * periodMicroseconds);
  try {
    if (!isOld && !readFileSync(join(newTree, "cgroup.subtree_control"), "utf8").includes("cpu"))
      writeFileSync(join(newTree, "cgroup.subtree_control"), "+cpu");
    mkdirSync(group);
    if (isOld) {
      writeFileSync(join(group, "cpu.cfs_period_us"), String(periodMicroseconds));
      writeFileSync(join(group, "cpu.cfs_quota_us"), String(quota));
    } else writeFileSync(join(group, "cpu.max"), `${quota} ${periodMicroseconds}`);
    writeFileSync(join(group, "cgroup.procs"), String(pid));
  } catch {
    return undefined;
  }
  return () => rmdirSync(group);
}
