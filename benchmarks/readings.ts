// The rules of the readings whose cost is measured: time, change, modifiers, strata, technique and the table of
// degrees.

/** Files that hold nothing else. */
export const READINGS =
  /modifiers\/|context\/(change|time|certainty)\.yaml|findings\/technique\.yaml|(strata|outputs|consistency)\.yaml/
/** What a rule that stays becomes where one of those stands beside it: "no" before "change in". */
export const BECOMES = /^ +denied: .*\n/gm
