// The quotas of AWS Step Functions for Standard workflows.

/** Input or output of a state, a task, an execution: UTF-8 bytes. Also one variable, and one `Assign`. */
export const PAYLOAD_BYTES = 262_144;
/** All variables of an execution together. */
export const VARIABLES_BYTES = 10 * 1024 * 1024;
export const HISTORY_EVENTS = 25_000;
/** At a time. AWS has a million for an account; this process has less memory. */
export const OPEN_EXECUTIONS = 100_000;
export const INLINE_CONCURRENCY = 40;
export const DISTRIBUTED_CONCURRENCY = 10_000;
export const NAME_LENGTH = 80;
export const VARIABLE_NAME_LENGTH = 80;
export const MAP_LABEL_LENGTH = 40;
export const NAME_UNIQUE_MILLIS = 90 * 86_400_000;
export const REDRIVE_MILLIS = 14 * 86_400_000;
export const TASK_SECONDS = 99_999_999;
export const ERROR_LENGTH = 256;
export const CAUSE_LENGTH = 32_768;
/** How deeply arrays and objects may stand inside each other. */
export const NESTING_LEVELS = 1_000;
/** An execution that has been open for longer is timed out, whatever its machine says. */
export const EXECUTION_MILLIS = 365 * 86_400_000;
