// Application Signals: service level objectives, and how much of their error budgets is left.

import * as z from 'zod';
import { modelFor } from '../../models/refusals.ts';
import type { Call, Service } from '../../service.ts';
import { number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type Place, places } from '../places.ts';
import { arnOf, reportForm, summaryForm } from './forms.ts';
import type { Objective } from './objective.ts';

export interface ApplicationSignals {
  readonly service: Service;
  add(place: Place, objective: Objective): void;
}

const List = z.object({
  KeyAttributes: z.record(z.string(), z.string()).default({}),
  MetricSourceTypes: z.array(text).optional(),
  MaxResults: number.default(50),
  NextToken: text.optional(),
});
const Report = z.object({ Timestamp: time, SloIds: z.array(text) });

const INVALID = 'ValidationException';

export function applicationSignals(): ApplicationSignals {
  const objectives = places<Objective[]>(() => []);

  function list(input: unknown, call: Call) {
    const asked = parseInput(List, input, INVALID);
    const all = objectives.at(call).map((each) => summaryForm(each, call));
    const found = all.filter(
      ({ KeyAttributes, MetricSourceType }) =>
        (asked.MetricSourceTypes?.includes(MetricSourceType) ?? true) &&
        Object.entries(asked.KeyAttributes).every(
          ([name, value]) => KeyAttributes?.[name] === value,
        ),
    );
    const page = pageOf(found, asked.MaxResults, asked.NextToken, INVALID);
    return { SloSummaries: page.items, ...(page.nextToken && { NextToken: page.nextToken }) };
  }

  function report(input: unknown, call: Call) {
    const { Timestamp, SloIds } = parseInput(Report, input, INVALID);
    const known = objectives.at(call);
    const found = SloIds.map((id) => ({
      id,
      objective: known.find((each) => each.name === id || arnOf(each, call) === id),
    }));
    return {
      Timestamp,
      Reports: found.flatMap(({ objective }) =>
        objective ? [reportForm(objective, call, Timestamp)] : [],
      ),
      Errors: found.flatMap(({ id, objective }) => (objective ? [] : [errorForm(id, call)])),
    };
  }

  return {
    service: {
      id: 'application-signals',
      model: modelFor('application-signals'),
      operations: {
        ListServiceLevelObjectives: list,
        BatchGetServiceLevelObjectiveBudgetReport: report,
      },
    },
    add: (place, objective) => void objectives.at(place).push(objective),
  };
}

function errorForm(id: string, call: Call) {
  const name = id.replace(/^.*:slo\//, '');
  return {
    Name: name,
    Arn: id.startsWith('arn:') ? id : arnOf({ name }, call),
    ErrorCode: 'ResourceNotFoundException',
    ErrorMessage: `SLO ${name} does not exist.`,
  };
}
