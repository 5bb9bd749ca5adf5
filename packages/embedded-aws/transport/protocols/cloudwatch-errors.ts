// CloudWatch's errors have two names: the older, Query's, and that of the shape, which JSON and CBOR answer.

/** Query's name and the shape's, where they differ; from the service's public model. */
const SHAPES: Readonly<Record<string, string>> = {
  InternalServiceError: 'InternalServiceFault',
  InvalidFormat: 'InvalidFormatFault',
  InvalidParameterCombination: 'InvalidParameterCombinationException',
  InvalidParameterInput: 'DashboardInvalidInputError',
  InvalidParameterValue: 'InvalidParameterValueException',
  LimitExceeded: 'LimitExceededFault',
  MissingParameter: 'MissingRequiredParameterException',
};

export function shapeNameOf(queryName: string): string {
  return SHAPES[queryName] ?? queryName;
}
