// An alias of a Lambda function that Tidegate itself shifts. It is written under `lambda`, without a group.

export interface AliasFields {
  readonly function: string;
  readonly alias: string;
  readonly application?: undefined;
  readonly deploymentGroup?: undefined;
}
