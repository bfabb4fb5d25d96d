// Why the labeller and the coders of the MeSH headings differ, class by class: written after reading the reports of
// each class. A class above ten reports that is not in this list stands in the table as unexplained.

/** A class of disagreement: a label and a direction. */
export interface Explained {
  readonly label: string
  readonly kind: string
  readonly why: string
}

export const EXPLAINED: readonly Explained[] = [
  {
    label: 'No Finding',
    kind: 'not coded, read as positive',
    why:
      'Convention. The coders give a heading to low lung volumes, film quality, clips, catheters, pacemakers and other ' +
      'devices, and "normal" only without any; here a chest with these is a normal chest. So is one with crowded ' +
      'vessels, epicardial fat, or a density that the report explains as overlying soft tissue or bone.',
  },
  {
    label: 'Atelectasis',
    kind: 'coded, read as uncertain',
    why:
      'Convention. "Scarring or atelectasis", "atelectasis versus infiltrate", "atelectasis/airspace disease": the coders ' +
      'code each alternative; here each is uncertain.',
  },
  {
    label: 'No Finding',
    kind: 'coded, read as blank',
    why:
      'Convention. The coders wrote "normal" over degenerative spines, scoliosis, post-surgical change and findings of ' +
      'other body parts on the same report; here each of these is a finding. In three they passed over a doubtful one: ' +
      'resolving edema, possible free air, a sclerotic focus.',
  },
  {
    label: 'Lung Lesion',
    kind: 'not coded, read as positive',
    why:
      'Convention. "Nodular opacity" and "rounded opacity" are nodules here; the coders code Opacity/lung/round. In two a ' +
      'nodule or mass is named as known from before ("compatible with history of mass").',
  },
  {
    label: 'Lung Lesion',
    kind: 'coded, read as negative',
    why:
      'Convention. Calcified, granulomatous and fibronodular lesions: the coders code Nodule; here none of them is a lung ' +
      'lesion, and the report goes on to call the lungs clear.',
  },
  {
    label: 'Support Devices',
    kind: 'coded, read as blank',
    why:
      'Convention. Monitor and ECG leads, nipple markers, "status post valve replacement" are not devices here; in one ' +
      'the name of the device is de-identified.',
  },
  {
    label: 'Lung Opacity',
    kind: 'coded, read as uncertain',
    why:
      'Convention. "Atelectasis/infiltrate", "airspace disease and/or effusion": each alternative is uncertain here, and ' +
      'so is what is hedged outright ("infiltrates difficult to exclude").',
  },
  {
    label: 'Lung Opacity',
    kind: 'coded, read as negative',
    why:
      'Convention. A density that the report explains as soft tissue, fat, a projectile or nodes, and the obliteration of ' +
      'a pleural sinus: the coders code Opacity; here they are none of the lung. Nodular and ovoid opacities are nodules ' +
      'here. All of these reports deny another opacity or call the lungs clear.',
  },
]

/** The explanation of a class; null where it has none. */
export function explain(label: string, kind: string): string | null {
  return EXPLAINED.find((each) => each.label === label && each.kind === kind)?.why ?? null
}
