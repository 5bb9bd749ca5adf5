import type { ChoiceState } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import { typeName } from '../json.ts';
import { leaveState } from '../leave-state.ts';
import type { Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';

/** Takes the first rule that holds; its Assign and Output stand in for the state's own, which are Default's. */
export function runChoice(visit: Visit, state: ChoiceState): void {
  const around = surroundings(visit);
  const rule = state.rules.find(({ condition }, index) => {
    const holds = evaluateTemplate(condition, around);
    if (typeof holds === 'boolean') return holds;
    throw new StateFailure(
      'States.QueryEvaluationError',
      `Expected the field 'Choices[${index}]/Condition' to evaluate to a boolean, got ${typeName(holds)}.`,
      { location: `Choices[${index}]/Condition` },
    );
  });
  const keeps = rule ?? state;
  const next = rule ? rule.next : state.otherwise;
  if (next === undefined) throw noneMatched(visit);
  leaveState(visit, { keeps, output: visit.input, next });
}

function noneMatched({ state, enteredEvent }: Visit): StateFailure {
  const where = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredEvent}).`;
  const what = 'Failed to transition out of the state. The state does not point to a next state.';
  return new StateFailure('States.Runtime', `${where} ${what}`);
}
