import { isSameOn } from '../alike.ts';
import { type Invariant, isMovedByOthers } from '../invariant.ts';

export const tableTrue: Invariant = {
  holds: 'what the table says a target runs is what it runs',
  broken: (record) =>
    record.pipelines.flatMap(({ targets }) =>
      targets.flatMap(({ definition, item, saysRunning, runs }) =>
        item?.running === undefined ||
        isSameOn(record.scenario, definition, saysRunning, runs) ||
        isMovedByOthers(record, definition.name)
          ? []
          : [`the table says ${definition.name} runs ${saysRunning}, but it runs ${runs}`],
      ),
    ),
};
