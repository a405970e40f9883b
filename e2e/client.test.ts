// The typed client and the API's description, on a running service.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { keyOf } from "../bench/service-load.ts";
import { connect } from "../packages/client/src/index.ts";
import { untilTrue } from "../packages/store/src/until.contract.ts";
import { clientTypes, clientTypesPath, descriptionOf, withService } from "../scripts/generate-client.ts";

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly "x-needs"?: string;
  readonly responses?: Readonly<Record<string, unknown>>;
}

it("describes itself in valid OpenAPI 3.1, every operation in both languages; the client is of that description", async () => {
  await withService(async (service) => {
    const description = (await descriptionOf(service)) as Description;
    expect(description.openapi).toBe("3.1.0");
    expect(await new Validator().validate(JSON.parse(JSON.stringify(description)))).toEqual({ valid: true });
    const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(80);
    for (const { summary, operationId, responses, ...operation } of operations) {
      expect(summary, operationId).toMatch(/\p{Script=Han}.*[a-z]{2}/su);
      expect(operation["x-needs"], operationId).toBeDefined();
      expect(Object.keys(responses ?? {}), operationId).toContain("default");
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      readFileSync(clientTypesPath, "utf8") === (await clientTypes(description)),
      "run scripts/generate-client.ts",
    ).toBe(true);

    const tingheng = connect({ url: service.url ?? "", key: await keyOf(service), language: "en" });
    const { data: accepted } = await tingheng.POST("/api/v1/calls", {
      body: { version: 1, source: "client", id: "1", turns: [{ speaker: "agent", text: "您好" }] },
    });
    expect(accepted).toMatchObject({ outcome: "created", stage: "judging" });
    const path = { id: accepted?.id ?? "" };
    await untilTrue("a judged call", async () => {
      const { data: call } = await tingheng.GET("/api/v1/calls/{id}", { params: { path } });
      return call?.stage === "judged";
    });
    const { data: sheets } = await tingheng.GET("/api/v1/calls/{id}/judgements", { params: { path } });
    expect(sheets?.items.length).toBeGreaterThan(0);
    const { error } = await tingheng.GET("/api/v1/calls/{id}", { params: { path: { id: "call_nobody" } } });
    expect(error).toMatchObject({ code: "thing.not-found" });
  });
});
