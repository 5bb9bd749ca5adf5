import type { JsonObject } from '../json.ts';
import type { Report } from './diagnostics.ts';
import type { Language } from './language-rules.ts';

/** What the blocks of one machine share. */
export interface Surrounds {
  readonly language: Language;
  /** An Express machine waits for nobody. */
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The names of all states so far: they are unique in the whole machine. */
  readonly names: Set<string>;
  readonly labels: Set<string>;
  /** Checks the blocks inside a state: states reach the rules for blocks only from here. */
  checkBlock(raw: JsonObject, location: string, around: Surrounds, report: Report): void;
}
