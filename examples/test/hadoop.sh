# Hadoop streaming in local mode, with the Hadoop that PySpark brings: the lines that one process writes.
[ -n "${PYTHON_PACKAGES:-}" ] || { echo "no Hadoop (it comes with PySpark)"; exit 77; }
command -v java > /dev/null || { echo "no Java"; exit 77; }
jars=$(python3 -c 'import pyspark; print(pyspark.__path__[0])')/jars
version=$(basename "$jars"/hadoop-client-api-*.jar .jar | sed 's/hadoop-client-api-//')
jar=$HOME/.m2/repository/org/apache/hadoop/hadoop-streaming/$version/hadoop-streaming-$version.jar
if [ ! -e "$jar" ]; then
  timeout 300 mvn -q -B dependency:get "-Dartifact=org.apache.hadoop:hadoop-streaming:$version" -Dtransitive=false > /dev/null || true
fi
[ -e "$jar" ] || { echo "no hadoop-streaming from Maven"; exit 77; }
mkdir -p "$WORK/hadoop/in"
split -n l/3 "$WORK/reports.jsonl" "$WORK/hadoop/in/"
filter='cxrlabel label - --from jsonl --encoding utf-8 --format jsonl --rejects - --allow-duplicates --workers 1 --quiet'
java -cp "$jar:$jars/*" org.apache.hadoop.streaming.HadoopStreaming \
  -D mapreduce.job.reduces=0 -input "$WORK/hadoop/in" -output "$WORK/hadoop/out" -mapper "$filter"
$filter < "$WORK/reports.jsonl" | sort > "$WORK/hadoop/one"
# A line's key ends at a tab, which Hadoop puts back at the end of a line that had none.
parts=("$WORK"/hadoop/out/part-*)
cat "${parts[@]}" | tr -d '\t' | sort | cmp - "$WORK/hadoop/one"
echo "$(wc -l < "$WORK/hadoop/one") lines of ${#parts[@]} mappers are the same"
