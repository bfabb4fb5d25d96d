// The words in which the synthetic reports say things: many ways a radiologist writes each. They were written from how
// reports read, not from the rules. `{side}` is left or right, `{Side}` the same at the start of a sentence.

export type Side = 'left' | 'right' | null

/** One thing that may be there, on a side or not, and the sentences about it. */
export interface Wording {
  readonly present: readonly string[]
  readonly appeared: readonly string[]
  readonly larger: readonly string[]
  readonly smaller: readonly string[]
  readonly same: readonly string[]
  readonly gone: readonly string[]
  readonly possible: readonly string[]
  /** Of all sides: none at all. */
  readonly none: readonly string[]
  /** Of both sides at once, where both are there and have not changed. */
  readonly bothSame: readonly string[]
}

const NOTHING: Wording = {
  present: [],
  appeared: [],
  larger: [],
  smaller: [],
  same: [],
  gone: [],
  possible: [],
  none: [],
  bothSame: [],
}

export const WORDS = {
  effusion: {
    ...NOTHING,
    present: [
      'There is a small {side} pleural effusion.',
      '{Side} pleural effusion, moderate.',
      'Moderate {side} effusion.',
      'A {side}-sided pleural effusion is seen.',
      'Small amount of pleural fluid on the {side}.',
      'Layering {side} pleural effusion is present.',
      'A large {side} effusion is noted.',
    ],
    appeared: [
      'A {side} pleural effusion has developed since the prior exam.',
      'There has been interval appearance of a {side} pleural effusion.',
      'A {side} effusion has appeared.',
      '{Side} pleural effusion, new.',
      'New small {side} pleural effusion.',
      'Interval development of a {side} pleural effusion.',
      'There is a new {side} effusion.',
      'A small {side} pleural effusion is new since the prior study.',
    ],
    larger: [
      'The {side} pleural effusion appears larger than on the prior study.',
      'Slight interval increase in size of the {side} effusion.',
      'Worsened {side} pleural effusion.',
      '{Side} pleural effusion, increased.',
      'The {side} pleural effusion has increased.',
      'The {side} effusion is slightly larger.',
      'Interval increase in the {side} pleural effusion.',
      'Increasing {side} pleural effusion.',
      'The {side} effusion has enlarged since yesterday.',
    ],
    smaller: [
      'The {side} effusion is less prominent.',
      'Slight interval improvement in the {side} pleural effusion.',
      '{Side} effusion, smaller than before.',
      'The {side} pleural effusion is slightly decreased in size.',
      'The {side} pleural effusion has decreased.',
      'The {side} effusion is smaller.',
      'Interval decrease in size of the {side} pleural effusion.',
      'Decreasing {side} effusion.',
      'The {side} pleural effusion has improved.',
    ],
    same: [
      '{Side} effusion is stable in size.',
      'Redemonstration of a {side} pleural effusion.',
      'The {side} pleural effusion has not changed.',
      '{Side} effusion, as before.',
      'Similar {side} pleural effusion.',
      'The {side} effusion remains.',
      'The {side} pleural effusion is unchanged.',
      'Unchanged small {side} effusion.',
      'A {side} pleural effusion is again seen.',
      'Stable {side} pleural effusion.',
      'Persistent {side} effusion.',
      'No change in the {side} pleural effusion.',
    ],
    gone: [
      'Previous {side} pleural effusion has resolved.',
      'No residual {side} pleural effusion.',
      'The {side} pleural effusion seen previously is not present today.',
      'Resolution of the {side} effusion.',
      'The {side} pleural effusion has resolved.',
      'The {side} effusion is no longer seen.',
      'Interval resolution of the {side} pleural effusion.',
      'The previously seen {side} effusion is not identified.',
      'The {side} pleural effusion has completely cleared.',
    ],
    possible: ['Possible small {side} pleural effusion.', 'A small {side} effusion cannot be excluded.'],
    none: [
      'No effusions seen.',
      'Pleural effusion: None.',
      'Effusion is absent.',
      'No pleural effusion.',
      'There is no effusion.',
      'No pleural effusion is seen on either side.',
      'No evidence of pleural fluid.',
      'Pleural effusions are absent.',
      'No pleural effusions.',
    ],
    bothSame: [
      'Bilateral pleural effusions are unchanged.',
      'The effusions are stable.',
      'Unchanged bilateral effusions.',
      'The pleural effusions are similar to before.',
    ],
  },
  pneumothorax: {
    ...NOTHING,
    present: [
      'There is a small {side} apical pneumothorax.',
      '{Side} pneumothorax, small.',
      'A {side}-sided pneumothorax is present.',
      'Moderate {side} pneumothorax.',
      'Small pneumothorax on the {side}.',
    ],
    appeared: [
      'New {side} pneumothorax.',
      'There is a new small {side} pneumothorax.',
      'Interval development of a {side} apical pneumothorax.',
    ],
    larger: [
      'Slight increase in the {side} pneumothorax.',
      'Enlarging {side} pneumothorax.',
      'The {side} pneumothorax has increased in size.',
      'The {side} pneumothorax is larger.',
      'Interval enlargement of the {side} pneumothorax.',
    ],
    smaller: [
      'Interval decrease in the {side} pneumothorax.',
      'The {side} pneumothorax is decreasing.',
      'The {side} pneumothorax has decreased.',
      'The {side} pneumothorax is smaller than before.',
      'Decreasing {side} pneumothorax.',
    ],
    same: [
      'No significant change in the {side} pneumothorax.',
      '{Side} pneumothorax is similar in size.',
      'The {side} pneumothorax is unchanged.',
      'Stable {side} apical pneumothorax.',
      'Again seen is a small {side} pneumothorax.',
      'Persistent small {side} pneumothorax.',
    ],
    gone: [
      'There is no longer a {side} pneumothorax.',
      'The previously noted {side} pneumothorax is no longer appreciated.',
      '{Side} pneumothorax has resolved in the interval.',
      'The {side} pneumothorax has resolved.',
      'The {side} pneumothorax is no longer visible.',
      'Interval resolution of the {side} pneumothorax.',
      'Resolved {side} pneumothorax.',
    ],
    possible: ['Possible tiny {side} apical pneumothorax.', 'A small {side} pneumothorax cannot be excluded.'],
    none: [
      'No pneumothorax.',
      'There is no pneumothorax.',
      'No evidence of pneumothorax.',
      'No pneumothorax is identified.',
      'Negative for pneumothorax.',
    ],
    bothSame: ['The bilateral pneumothoraces are unchanged.', 'Stable bilateral pneumothoraces.'],
  },
  edema: {
    ...NOTHING,
    present: [
      'Mild pulmonary edema.',
      'There is interstitial edema.',
      'Moderate pulmonary edema is present.',
      'Findings consistent with pulmonary edema.',
    ],
    appeared: ['New pulmonary edema.', 'Interval development of mild pulmonary edema.'],
    larger: [
      'Edema is more pronounced.',
      'Interval worsening of pulmonary edema.',
      'Worsening pulmonary edema.',
      'The pulmonary edema has increased.',
      'Edema has worsened.',
    ],
    smaller: [
      'Pulmonary edema is less severe.',
      'Interval improvement in pulmonary edema.',
      'Improving pulmonary edema.',
      'The pulmonary edema has decreased.',
      'Edema has improved.',
    ],
    same: [
      'Edema is similar to prior.',
      'No change in pulmonary edema.',
      'Pulmonary edema is unchanged.',
      'Stable pulmonary edema.',
      'Persistent mild pulmonary edema.',
    ],
    gone: [
      'Pulmonary edema has cleared.',
      'Resolved pulmonary edema.',
      'The pulmonary edema has resolved.',
      'Interval resolution of pulmonary edema.',
      'Edema is no longer seen.',
    ],
    possible: ['Possible mild pulmonary edema.', 'Mild edema is possible.'],
    none: ['No pulmonary edema.', 'There is no edema.', 'No evidence of pulmonary edema.'],
  },
  cardiomegaly: {
    ...NOTHING,
    present: [
      'The heart is enlarged.',
      'Moderate cardiomegaly.',
      'The cardiac silhouette is mildly enlarged.',
      'Cardiomegaly is present.',
      'Heart size is enlarged.',
    ],
    larger: ['Cardiomegaly has increased.', 'Increased cardiomegaly.'],
    same: [
      'Unchanged cardiomegaly.',
      'Persistent cardiomegaly.',
      'The heart remains enlarged.',
      'Stable cardiomegaly.',
      'Cardiomegaly is unchanged.',
      'Cardiomegaly is again noted.',
    ],
    possible: ['The heart is possibly enlarged.', 'Possible mild cardiomegaly.'],
    none: [
      'Normal heart size.',
      'The cardiac silhouette is normal in size.',
      'Heart size is normal.',
      'The heart is normal in size.',
      'The heart is not enlarged.',
      'No cardiomegaly.',
      'Cardiac silhouette is within normal limits.',
    ],
  },
  consolidation: {
    ...NOTHING,
    present: [
      '{Side} lower lobe consolidation.',
      'There is consolidation in the {side} lower lobe.',
      'Dense consolidation at the {side} base.',
      'Focal consolidation is seen in the {side} lower lung.',
    ],
    appeared: ['New {side} lower lobe consolidation.', 'Interval development of {side} basilar consolidation.'],
    larger: [
      'The {side} lower lobe consolidation has increased.',
      'Worsening {side} basilar consolidation.',
      'Increasing consolidation in the {side} lower lobe.',
    ],
    smaller: [
      'The {side} lower lobe consolidation has improved.',
      'Improving {side} basilar consolidation.',
      'Decreased consolidation in the {side} lower lobe.',
    ],
    same: [
      'No significant change in {side} lower lobe consolidation.',
      'Again noted is {side} basilar consolidation.',
      '{Side} lower lobe consolidation is unchanged.',
      'Persistent {side} lower lobe consolidation.',
    ],
    gone: [
      '{Side} lower lobe consolidation is no longer present.',
      'The previously described {side} basilar consolidation has resolved.',
      'The {side} lower lobe consolidation has resolved.',
      'The {side} lower lobe consolidation has cleared.',
      'Interval resolution of the {side} basilar consolidation.',
    ],
    possible: ['Possible {side} lower lobe consolidation.', 'Questionable {side} basilar consolidation.'],
    none: [
      'No consolidation.',
      'No focal consolidation.',
      'There is no consolidation.',
      'No focal airspace consolidation is seen.',
    ],
    bothSame: ['Bibasilar consolidation is unchanged.', 'Stable bilateral consolidations.'],
  },
  atelectasis: {
    ...NOTHING,
    present: [
      '{Side} basilar atelectasis.',
      'Mild atelectasis at the {side} base.',
      'Linear atelectasis in the {side} lower lobe.',
      'Subsegmental {side} lower lobe atelectasis is present.',
    ],
    appeared: ['New {side} basilar atelectasis.', 'Interval development of {side} lower lobe atelectasis.'],
    larger: ['{Side} basilar atelectasis has increased.', 'Increasing {side} lower lobe atelectasis.'],
    smaller: ['{Side} basilar atelectasis has improved.', 'Decreased atelectasis at the {side} base.'],
    same: ['Stable {side} basilar atelectasis.', '{Side} lower lobe atelectasis is unchanged.'],
    gone: ['The {side} basilar atelectasis has resolved.', 'Interval resolution of {side} lower lobe atelectasis.'],
    possible: ['Possible {side} basilar atelectasis.', 'Questionable atelectasis at the {side} base.'],
    none: ['No atelectasis.', 'There is no atelectasis.'],
    bothSame: [
      'Bibasilar atelectasis is unchanged.',
      'Stable bibasilar atelectasis.',
      'Again seen is bibasilar atelectasis.',
    ],
  },
  fracture: {
    ...NOTHING,
    present: [
      'Acute {side} sixth rib fracture.',
      'There is a displaced fracture of the {side} clavicle.',
      'Fracture of the {side} humeral neck.',
      'Minimally displaced {side} lateral rib fracture.',
    ],
    same: ['{Side} rib fracture is unchanged.', 'Again noted is a {side} clavicle fracture.'],
    possible: ['Possible {side} rib fracture.', 'A {side} rib fracture cannot be excluded.'],
    none: ['No fracture.', 'No rib fracture is seen.', 'There is no displaced fracture.', 'No acute fracture.'],
  },
  nodule: {
    ...NOTHING,
    present: [
      '6 mm nodule in the {side} upper lobe.',
      'There is a {side} upper lobe nodule.',
      '{Side} upper lobe pulmonary nodule.',
      'A small nodule projects over the {side} mid lung.',
    ],
    appeared: ['New {side} upper lobe nodule.', 'There is a new nodule in the {side} upper lobe.'],
    larger: ['The {side} upper lobe nodule has increased in size.', 'The {side} lung nodule is larger.'],
    smaller: ['The {side} upper lobe nodule has decreased in size.', 'The {side} lung nodule is smaller.'],
    same: [
      'No change in the {side} upper lobe nodule.',
      '{Side} upper lobe nodule, unchanged.',
      'Stable {side} upper lobe nodule.',
      'The {side} upper lobe nodule is unchanged.',
    ],
    gone: ['The {side} upper lobe nodule is no longer seen.', 'The {side} upper lobe nodule has resolved.'],
    possible: ['Possible {side} upper lobe nodule.', 'Questionable nodule in the {side} upper lobe.'],
    none: ['No pulmonary nodule.', 'No lung nodules or masses.', 'There is no lung nodule.'],
  },
} satisfies Readonly<Record<string, Wording>>

/** Sentences about one device. */
export interface DeviceWording {
  readonly present: readonly string[]
  readonly placed: readonly string[]
  readonly removed: readonly string[]
}

export const DEVICES = {
  tube: {
    present: [
      'Endotracheal tube tip is 4 cm above the carina.',
      'The endotracheal tube terminates in the mid trachea.',
      'ET tube in standard position.',
      'Endotracheal tube in satisfactory position.',
    ],
    placed: [
      'Interval intubation.',
      'New endotracheal tube ends 3 cm above the carina.',
      'Interval placement of an endotracheal tube.',
    ],
    removed: [
      'ET tube removed.',
      'Status post extubation.',
      'Endotracheal tube removed in the interval.',
      'The endotracheal tube has been removed.',
      'Interval extubation.',
      'Interval removal of the endotracheal tube.',
      'The ET tube is no longer present.',
      'The patient has been extubated.',
    ],
  },
  feeding: {
    present: [
      'Nasogastric tube courses below the diaphragm.',
      'The NG tube tip is in the stomach.',
      'Enteric tube extends into the stomach.',
    ],
    placed: ['Interval placement of a nasogastric tube.', 'New NG tube with tip in the stomach.'],
    removed: [
      'NG tube removed.',
      'The enteric tube has been removed in the interval.',
      'The nasogastric tube has been removed.',
      'Interval removal of the NG tube.',
      'The enteric tube is no longer seen.',
    ],
  },
  line: {
    present: [
      'Right internal jugular line ends in the SVC.',
      'Right IJ central venous catheter tip in the lower SVC.',
      'A right internal jugular central line terminates at the cavoatrial junction.',
    ],
    placed: [
      'New right internal jugular line with tip in the SVC.',
      'Interval placement of a right IJ central venous catheter.',
    ],
    removed: [
      'Right IJ line removed.',
      'Removal of the right internal jugular catheter.',
      'The right internal jugular line has been removed.',
      'Interval removal of the right IJ central line.',
      'The right IJ central venous catheter is no longer present.',
    ],
  },
  picc: {
    present: [
      'Left PICC tip in the SVC.',
      'A left-sided PICC line ends at the cavoatrial junction.',
      'Left PICC in place.',
    ],
    placed: ['New left PICC with tip in the SVC.', 'Interval placement of a left PICC line.'],
    removed: [
      'PICC removed.',
      'Left PICC has been taken out.',
      'The left PICC line is no longer visualized.',
      'The left PICC has been removed.',
      'Interval removal of the PICC line.',
      'The PICC is no longer seen.',
    ],
  },
  drain: {
    present: ['Right chest tube in place.', 'A right-sided chest tube is present.', 'Right pigtail pleural catheter.'],
    placed: ['New right chest tube.', 'Interval placement of a right chest tube.'],
    removed: [
      'Right chest tube removed.',
      'Right-sided chest tube has been removed in the interval.',
      'The right chest tube has been removed.',
      'Interval removal of the right chest tube.',
    ],
  },
  pacemaker: {
    present: [
      'Left chest wall pacemaker with leads in the right atrium and right ventricle.',
      'Dual-lead pacemaker is present.',
      'Pacemaker leads in expected position.',
    ],
    placed: ['Interval placement of a pacemaker.', 'New left-sided pacemaker.'],
    removed: ['The pacemaker has been removed.', 'Interval removal of the pacemaker.'],
  },
} satisfies Readonly<Record<string, DeviceWording>>

export const NO_DEVICES: readonly string[] = [
  'No support lines or tubes.',
  'There are no lines or tubes.',
  'No lines, tubes or catheters.',
  'No medical devices.',
  'No lines or tubes.',
  'No support devices.',
  'There are no indwelling lines or tubes.',
  'No tubes, lines or catheters are seen.',
  'No support devices are present.',
  'No lines, tubes, or drains.',
]
export const DEVICES_SAME: readonly string[] = [
  'The support devices are in unchanged position.',
  'Tubes and lines are stable.',
  'No change in the lines and tubes.',
  'Lines and tubes are unchanged.',
  'Support devices are unchanged in position.',
  'Support lines and tubes are stable.',
  'Unchanged support devices.',
]
/** Nothing has changed: the whole report. */
export const ALL_SAME: readonly string[] = [
  'No interval change.',
  'Stable exam.',
  'Unchanged from prior.',
  'No change from yesterday.',
  'Little change since the prior examination.',
  'No appreciable change.',
  'Findings are unchanged.',
  'The appearance of the chest is unchanged.',
  'Allowing for differences in technique, no significant change.',
  'There has been no significant interval change.',
  'No substantial change.',
  'Portable chest is unchanged from the prior study.',
  'No significant change in the appearance of the chest.',
  'No change.',
  'Stable chest.',
  'No significant interval change.',
  'Unchanged examination.',
  'As before.',
  'No interval change since the prior study.',
  'Chest is unchanged.',
  'No significant change compared with the prior examination.',
  'Stable appearance of the chest.',
  'Essentially unchanged.',
  'Unchanged portable film.',
  'Similar appearance to the prior study.',
]
/** All that is not mentioned has not changed. */
export const REST_SAME: readonly string[] = [
  'Exam otherwise unchanged.',
  'Otherwise no change.',
  'No other interval change.',
  'The rest of the chest is unchanged.',
  'All other findings are unchanged.',
  'Remaining findings are stable.',
  'Otherwise, the chest is stable.',
  'Otherwise similar to prior.',
  'There is no other significant change.',
  'Findings are otherwise unchanged.',
  'Otherwise unchanged.',
  'No other change.',
  'Otherwise, no significant interval change.',
  'The examination is otherwise stable.',
  'The remainder of the chest is unchanged.',
  'No other significant interval change.',
  'Otherwise stable.',
  'Exam is otherwise unchanged.',
]
/** Of one structure only. */
export const HEART_SAME: readonly string[] = [
  'Heart size is unchanged.',
  'The cardiac silhouette is stable.',
  'The heart is unchanged.',
]
export const BONES_SAME: readonly string[] = ['Osseous structures are unchanged.', 'The bones are unchanged.']
/** Says nothing of any label. */
export const NOISE: readonly string[] = [
  'INDICATION: Evaluate for pneumothorax.\n\nFINDINGS: ',
  'INDICATION: Shortness of breath, rule out pneumonia.\n\nFINDINGS: ',
  'CLINICAL HISTORY: Effusion.\n\nIMPRESSION: ',
  'COMPARISON: Yesterday.\n\nFINDINGS: ',
  'COMPARISON: Prior radiograph of 3 March.\n\nIMPRESSION: ',
  'TECHNIQUE: Portable AP view.\n\nFINDINGS: ',
  'FINDINGS: ',
  'IMPRESSION: ',
  'Portable AP chest. ',
  '',
  '',
  '',
]
