// Rows of facts.
export interface FactsTable {
  name: string;
  value: string;
}
