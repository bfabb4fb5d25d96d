// Runs what was packed: the core, own rules, workers, the evaluation.
import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { assertSpan, compileRules, createLabeller, labelReport, labelSeries, RuleError } from 'cxrlabel'
import { labelFiles } from 'cxrlabel/batch'
import { evaluate, rowOfReport } from 'cxrlabel/evaluate'
import { datasheetMarkdown, makeDatasheet } from 'cxrlabel/report'
import { bundledRules, checkExamples } from 'cxrlabel/rules'

const label = 'Pleural Effusion'
const report = labelReport('Small left effusion.', { id: '7' })
assert.equal(report.labels[label].value, 1)
assert.throws(() => labelReport('', { sections: ['nosuch'] }), /"nosuch"; there are body/)
assert.equal(assertSpan('No zorbosis.', { start: 3, end: 11 }).polarity, 'absent')
const [, second] = labelSeries([
  { id: 'a', date: '2026-03-01', text: 'Small left effusion.' },
  { id: 'b', date: '2026-03-02', text: 'No change.' },
])
assert.equal(second.labels[label].carried.report, 'a')

const hedges = { file: 'hedges.yaml', text: 'kind: certainty\ndegrees: {suspicious for: probable}\n' }
const sources = [...bundledRules(), hedges]
const ruleset = await compileRules(sources)
const own = createLabeller(ruleset)
assert.equal(own.labelReport('No effusoin.').labels[label].value, 0)
assert.equal(own.labelReport('Suspicious for edema.').labels.Edema.value, 1)
assert.deepEqual(checkExamples(sources, ruleset), { rules: 0, examples: 0, problems: [] })
await assert.rejects(compileRules([{ file: 'own.yaml', text: 'kind: findings\nrules: 3\n' }]), RuleError)

assert.equal(evaluate([{ id: '7', labels: { [label]: 1 } }], [rowOfReport(report)]).labels.length > 0, true)
const sheet = makeDatasheet()
sheet.add(report)
assert.match(datasheetMarkdown(sheet.sheet()), /^# Datasheet/)

writeFileSync('reports.csv', 'id,text\n1,No effusion.\n2,Small left effusion.\n')
const { labelled } = await labelFiles(['reports.csv'], { output: 'labels.csv', workers: 2, ruleset })
assert.equal(labelled, 2)
assert.equal(readFileSync('labels.csv', 'utf8').split('\n').length, 4)
console.log('the packed package runs')
