// A state machine's definition as the engine runs it: parsed, with its expressions compiled.

import type { Template } from './expressions/template.ts';
import type { Resource } from './integrations/resource.ts';
import type { Json } from './json.ts';

export interface Machine {
  readonly block: Block;
  readonly timeoutSeconds?: number;
}

/** A `States` block: the whole machine, a branch, or what a Map runs for each item. */
export interface Block {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** What the end of a state keeps and gives: common to rules, catchers and states. */
export interface Keeps {
  readonly assign?: Template;
  readonly output?: Template;
}

interface Named {
  readonly name: string;
}

/** Absent `next` means `End: true`. */
interface Continues extends Keeps {
  readonly next?: string;
}

export interface PassState extends Named, Continues {
  readonly type: 'Pass';
}

export interface SucceedState extends Named {
  readonly type: 'Succeed';
  readonly output?: Template;
}

export interface FailState extends Named {
  readonly type: 'Fail';
  readonly error?: Template;
  readonly cause?: Template;
}

export interface WaitState extends Named, Continues {
  readonly type: 'Wait';
  readonly until:
    | { readonly field: 'Seconds'; readonly seconds: Template }
    | { readonly field: 'Timestamp'; readonly timestamp: Template };
}

export interface ChoiceRule extends Keeps {
  readonly condition: Template;
  readonly next: string;
}

export interface ChoiceState extends Named, Keeps {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly otherwise?: string;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds?: number;
  readonly jitter: boolean;
}

export interface Catcher extends Keeps {
  readonly errorEquals: readonly string[];
  readonly next: string;
}

/** States that do work which can fail, be retried and be caught. */
export interface Handles {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export interface TaskState extends Named, Continues, Handles {
  readonly type: 'Task';
  readonly resource: Resource;
  readonly arguments?: Template;
  readonly timeoutSeconds?: Template;
  readonly heartbeatSeconds?: Template;
  readonly credentials?: Template;
}

export interface ParallelState extends Named, Continues, Handles {
  readonly type: 'Parallel';
  readonly arguments?: Template;
  readonly branches: readonly Block[];
}

export interface MapState extends Named, Continues, Handles {
  readonly type: 'Map';
  readonly items?: Template;
  readonly itemSelector?: Template;
  readonly maxConcurrency?: Template;
  readonly toleratedFailureCount?: Template;
  readonly toleratedFailurePercentage?: Template;
  readonly processor: Block;
  /** Absent for an INLINE Map. */
  readonly distributed?: Distributed;
}

export interface Distributed {
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly label: string;
  readonly reader?: ItemReader;
  readonly batcher?: ItemBatcher;
  readonly writer?: ResultWriter;
}

export interface ItemReader {
  /** `s3:getObject` or `s3:listObjectsV2`. */
  readonly action: 'getObject' | 'listObjectsV2';
  readonly arguments?: Template;
  readonly config: Readonly<Record<string, Json>>;
  readonly maxItems?: Template;
}

export interface ItemBatcher {
  readonly maxItems?: Template;
  readonly maxBytes?: Template;
  readonly input?: Template;
}

export interface ResultWriter {
  readonly arguments?: Template;
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  readonly outputType: 'JSON' | 'JSONL';
}

export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;
