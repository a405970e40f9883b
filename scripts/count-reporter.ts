// Writes how many tests passed and failed where the check adds them up.
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

const countReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failedModules = modules.filter(
      (module) => module.state() === "failed" && [...module.children.allTests()].length === 0,
    );
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failed =
      tests.filter((test) => test.result().state === "failed").length + failedModules.length + errors.length;
    const file = process.env.TINGHENG_TEST_COUNT;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed }));
  },
};

export default countReporter;
