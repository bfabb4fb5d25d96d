// The trigger phrases of NegEx: Chapman et al., J Biomed Inform 2001;34:301–310, with the later list of the authors'
// own implementation (Apache 2.0). Written down by category; `negex.ts` says what each does.

/** Look like a negation and are none. */
export const PSEUDO: readonly string[] = [
  ...['no increase', 'no change', 'no suspicious change', 'no significant change', 'no interval change'],
  ...['no definite change', 'no significant interval change', 'not extend', 'not cause', 'not drain'],
  ...['not certain if', 'not certain whether', 'without difficulty', 'not necessarily', 'gram negative', 'not only'],
  ...['without further'],
]

/** Negate what follows. */
export const BEFORE: readonly string[] = [
  ...['absence of', 'cannot', 'cannot see', 'checked for', 'declined', 'declines', 'denied', 'denies', 'denying'],
  ...['evaluate for', 'fails to reveal', 'free of', 'negative for', 'never developed', 'never had', 'no'],
  ...['no abnormal', 'no cause of', 'no complaints of', 'no evidence', 'no new evidence', 'no other evidence'],
  ...['no evidence to suggest', 'no findings of', 'no findings to indicate', 'no mammographic evidence of', 'no new'],
  ...['no radiographic evidence of', 'no sign of', 'no significant', 'no signs of', 'no suggestion of'],
  ...['no suspicious', 'not', 'not appear', 'not appreciate', 'not associated with', 'not complain of'],
  ...['not demonstrate', 'not exhibit', 'not feel', 'not had', 'not have', 'not know of', 'not known to have'],
  ...['not reveal', 'not see', 'not to be', 'patient was not', 'rather than', 'resolved', 'test for', 'to exclude'],
  ...['unremarkable for', 'with no', 'without', 'without any evidence of', 'without evidence'],
  ...['without indication of', 'without sign of', 'rules out', 'ruled out', 'rules out for', 'ruled out for'],
  ...['ruled him out', 'ruled her out', 'ruled the patient out for', 'can rule out', 'adequate to rule out'],
  ...['sufficient to rule out', 'did rule out', 'no further evidence of'],
]

/** Negate what went before. */
export const AFTER: readonly string[] = [
  ...['unlikely', 'free', 'was ruled out', 'is ruled out', 'are ruled out', 'have been ruled out'],
  ...['has been ruled out', 'being ruled out', 'were ruled out'],
]

/** Make what follows possible. */
export const POSSIBLE_BEFORE: readonly string[] = [
  ...['rule out', 'r / o', 'ro', 'rule him out', 'rule her out', 'rule the patient out for', 'rule him out for'],
  ...['rule her out for', 'be ruled out for', 'should be ruled out for', 'ought to be ruled out for'],
  ...['may be ruled out for', 'might be ruled out for', 'could be ruled out for', 'will be ruled out for'],
  ...['can be ruled out for', 'must be ruled out for', 'is to be ruled out for', 'what must be ruled out is'],
]

/** Make what went before possible. */
export const POSSIBLE_AFTER: readonly string[] = [
  ...['did not rule out', 'not ruled out', 'not been ruled out', 'being ruled out for', 'be ruled out'],
  ...['should be ruled out', 'ought to be ruled out', 'may be ruled out', 'might be ruled out', 'could be ruled out'],
  ...['will be ruled out', 'can be ruled out', 'must be ruled out', 'is to be ruled out'],
]

/** End the scope of a trigger. */
export const CONJUNCTIONS: readonly string[] = [
  ...['but', 'however', 'nevertheless', 'yet', 'though', 'although', 'still', 'aside from', 'except', 'apart from'],
  ...['secondary to', 'as the cause of', 'as the source of', 'as the reason of', 'as the etiology of'],
  ...['as the origin of', 'as the cause for', 'as the source for', 'as the reason for', 'as a cause of'],
  ...['as a source of', 'as a reason of', 'as an etiology of', 'as a cause for', 'as a secondary cause of'],
  ...['as a secondary source of', 'trigger event for', 'origin for', 'origin of', 'cause for', 'cause of'],
  ...['source for', 'source of', 'reason for', 'reason of', 'etiology for', 'etiology of'],
]
