// What an alarm tells of: errors, latency or saturation; from its metrics, or from its name where only that is known.

export const aspects = ['errors', 'latency', 'saturation'] as const;

export type Aspect = (typeof aspects)[number];

/** Words as they stand in the names of CloudWatch's metrics, and in those that people give alarms. */
const WORDS: Readonly<Record<Aspect, RegExp>> = {
  errors:
    /error|5xx|fault|fail|un-?healthy|reject|dead-?letter|dlq|availability|success-?rate|exception|crash/,
  latency:
    /latency|duration|response-?time|\bp\d\d|tm\d\d|slow|iterator-?age|age-?of|oldest|-age\b/,
  saturation:
    /throttl|cpu|memory|utili[sz]ation|saturat|concurren|spillover|capacity|backlog|depth|disk|messages-?visible|iterator-?age|age-?of|oldest|-age\b|running-?task|surge|queue-?length|connection/,
};

/**
 * What a metric's or an alarm's name says that it tells of. A queue's age tells of two things.
 *
 *     'Errors'                          →  errors
 *     'HTTPCode_Target_5XX_Count'       →  errors
 *     'TargetResponseTime'              →  latency
 *     'ApproximateAgeOfOldestMessage'   →  latency, saturation
 *     'checkout-throttles-eu-west-1'    →  saturation
 *     'checkout-rollback'               →  nothing
 */
export function aspectsOf(name: string): Aspect[] {
  const words = kebab(name);
  return aspects.filter((aspect) => WORDS[aspect].test(words));
}

/** `TargetResponseTime` and `target_response_time` are `target-response-time`. */
function kebab(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}

/**
 * The alarms that a composite alarm's rule names, in order.
 *
 *     'ALARM("errors") OR (ALARM(latency) AND NOT ALARM("deploying"))'  →  errors, latency, deploying
 *     'ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors")'  →  errors
 */
export function alarmsInRule(rule: string): string[] {
  const named = [
    ...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^")]*))\)?/g),
  ];
  const names = named.map(([, quoted, bare]) => (quoted ?? bare ?? '').trim());
  return [
    ...new Set(names.map((each) => each.replace(/^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:/, ''))),
  ].filter((each) => each !== '');
}
