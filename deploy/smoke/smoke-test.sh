#!/usr/bin/env bash
# Calls a running demo as its users do, with real grpcurl and curl, and checks what comes back.
#
#   deploy/smoke/smoke-test.sh [--host 127.0.0.1] [--grpc 9090] [--http 8081] [--admin 8080] [--key KEY]
#
# With --key (the registry key that the first start prints) it also deploys version 1 again, and
# checks that a stale expected sequence loses. Prints a line a check; exits 1 if one failed.
set -u

host=127.0.0.1 grpc=9090 http=8081 admin=8080 key=
while [ $# -gt 0 ]; do
  case $1 in
    --host) host=$2 ;; --grpc) grpc=$2 ;; --http) http=$2 ;; --admin) admin=$2 ;; --key) key=$2 ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
for tool in grpcurl curl; do command -v $tool >/dev/null || { echo "needs $tool on the PATH" >&2; exit 2; }; done

passed=0 failed=0
check() { # check NAME EXPECTED-REGEX ACTUAL
  if printf '%s' "$3" | tr '\n' ' ' | grep -qE -- "$2"; then
    passed=$((passed + 1)); echo "ok    $1"
  else
    failed=$((failed + 1)); echo "FAIL  $1"; echo "      expected /$2/, got: $3" | head -n 12
  fi
}
rpc() { # rpc METHOD JSON [grpcurl options]
  local method=$1 body=$2; shift 2
  grpcurl -plaintext -max-time 10 "$@" -d "$body" "$host:$grpc" "$method" 2>&1
}
post() { curl -sS -m 10 -w ' HTTP %{http_code}' -H 'Content-Type: application/json' -d "$2" "http://$host:$http$1" 2>&1; }

history='{"repeat_purchases": 5, "recency": 200, "age": 300, "mean_spend": 45.5}'
check "reflection lists the services" 'perennial.api.v1.PredictionService.*perennial.api.v1.RegistryService' \
  "$(grpcurl -plaintext -max-time 10 "$host:$grpc" list 2>&1)"
check "health is SERVING" '"status": "SERVING"' "$(rpc grpc.health.v1.Health/Check '{}')"
check "health of the model is SERVING" '"status": "SERVING"' "$(rpc grpc.health.v1.Health/Check '{"service": "model/retail"}')"
check "Predict answers" '"probability_alive": 0\.[0-9]+.*"horizon_days": 30.*"expected_purchases": [0-9.]+.*"clv": [0-9.]+.*"model": "retail".*"currency": "[A-Z]{3}"' \
  "$(rpc perennial.api.v1.PredictionService/Predict "{\"history\": $history, \"horizon_days\": [30, 365]}")"
check "BatchPredict answers in order" '"predictions": .*"horizon_days": 90.*"horizon_days": 90.*"served_by"' \
  "$(rpc perennial.api.v1.PredictionService/BatchPredict "{\"histories\": [$history, {\"age\": 10}], \"horizon_days\": [90]}")"
check "a negative age is refused by name" 'InvalidArgument.*history.age' \
  "$(rpc perennial.api.v1.PredictionService/Predict '{"history": {"age": -1}}')"
check "a fractional count is refused by name" 'InvalidArgument.*repeat_purchases' \
  "$(rpc perennial.api.v1.PredictionService/Predict '{"history": {"repeat_purchases": 1.5, "recency": 3, "age": 9}}')"
check "an unknown model is NotFound" 'NotFound' \
  "$(rpc perennial.api.v1.PredictionService/Predict "{\"model\": \"none-such\", \"history\": $history}")"
check "ListModels shows retail live" '"name": "retail".*"champion_version"' "$(rpc perennial.api.v1.RegistryService/ListModels '{}')"
check "GetVersion shows the hash" '"artifact_sha256": "[0-9a-f]{64}"' \
  "$(rpc perennial.api.v1.RegistryService/GetVersion '{"model": "retail", "version": 1}')"
check "Deploy without the key is refused" 'Unauthenticated' \
  "$(rpc perennial.api.v1.RegistryService/Deploy '{"model": "retail", "champion_version": 1, "expected_sequence": 1, "reason": "smoke"}')"
check "POST /predict answers" '"p_alive":0?\.[0-9]+.*"clv_90d":.*HTTP 200' \
  "$(post /predict '{"frequency":5.0,"recency":200.0,"T":300.0,"monetary_value":45.50}')"
check "POST /predict refuses an unknown field" 'HTTP 400' \
  "$(post /predict '{"frequency":5.0,"recency":200.0,"T":300.0,"monetary_value":45.50,"x":1}')"
customer=smoke-$$-$(date +%s)
event() { # event ID DAYS-AGO AMOUNT
  printf '{"event_id": "%s-%s", "customer_id": "%s", "occurred_at": "%s", "type": "PURCHASE", "amount": "%s", "currency": "USD"}' \
    "$customer" "$1" "$customer" "$(date -u -d "-$2 days" +%Y-%m-%dT%H:%M:%SZ)" "$3"
}
events="{\"events\": [$(event a 90 49.90), $(event b 60 19.90), $(event c 3 89)]}"
check "a customer nobody knows is answered by a cohort" '"source": "COHORT"' \
  "$(rpc perennial.api.v1.PredictionService/Predict "{\"customer_id\": \"$customer\"}")"
check "RecordEvents records" '"recorded": "3"' "$(rpc perennial.api.v1.EventService/RecordEvents "$events")"
check "events sent again change nothing" '"duplicates": "3"' "$(rpc perennial.api.v1.EventService/RecordEvents "$events")"
check "the next Predict sees them" '"source": "INDIVIDUAL".*"state_as_of"' \
  "$(rpc perennial.api.v1.PredictionService/Predict "{\"customer_id\": \"$customer\", \"horizon_days\": [90], \"interval_level\": 0.9}")"
check "GET /customers/ID/prediction answers" '"source":"INDIVIDUAL".*"clv":.*HTTP 200' \
  "$(curl -sS -m 10 -w ' HTTP %{http_code}' "http://$host:$http/customers/$customer/prediction?horizon_days=90" 2>&1)"
check "POST /predict/batch answers" '"predictions":\[.*"horizon_days":365.*HTTP 200' \
  "$(post /predict/batch '{"customers":[{"frequency":5,"recency":200,"T":300,"monetary_value":45.5}]}')"
check "EraseCustomer forgets" '"events": "3"' \
  "$(rpc perennial.api.v1.CustomerService/EraseCustomer "{\"customer_id\": \"$customer\", \"reason\": \"smoke test\"}")"
check "events of an erased customer are refused" '"field": "customer_id"' "$(rpc perennial.api.v1.EventService/RecordEvents "$events")"
check "metrics are there" 'perennial_ready 1' "$(curl -sS -m 10 "http://$host:$http/metrics" 2>&1)"
check "the API has a page" 'HTTP 200' "$(curl -sS -m 10 -o /dev/null -w 'HTTP %{http_code}' "http://$host:$http/docs" 2>&1)"
check "the admin UI asks to sign in" 'HTTP 200' "$(curl -sS -m 10 -o /dev/null -w 'HTTP %{http_code}' "http://$host:$admin/login" 2>&1)"
check "the admin UI is not on the serving port" 'HTTP 404' "$(curl -sS -m 10 -o /dev/null -w 'HTTP %{http_code}' "http://$host:$http/login" 2>&1)"

# What the READMEs tell people to paste, on this demo's ports: a line each, joined while a quote is open.
examples() {
  awk -v quote="'" '
    joined { joined = joined " " $0 }
    !joined && /^(\$ )?(grpcurl|curl) / { joined = $0; sub(/^\$ /, "", joined) }
    joined && gsub(quote, quote, joined) % 2 == 0 { print joined; joined = "" }' "$@"
}
readmes=$(cd "$(dirname "$0")/../.." && pwd)
while IFS= read -r example; do
  pasted=$(printf '%s' "$example" | sed -e "s/\(127\.0\.0\.1\|localhost\):9090/$host:$grpc/; s/\(127\.0\.0\.1\|localhost\):8081/$host:$http/" \
    -e 's/^curl /curl -fsS -m 10 /; s/^grpcurl /grpcurl -max-time 10 /')
  check "as in a README: ${example:0:60}..." '^\{.*\} *$' "$(eval "$pasted" 2>&1 </dev/null)"
done < <(examples "$readmes/README.md" "$readmes/server/README.md")

if [ -n "$key" ]; then
  auth=(-H "authorization: Bearer $key")
  live=$(rpc perennial.api.v1.RegistryService/ListDeployments '{"model": "retail", "page_size": 1}' | sed -n 's/.*"sequence": "\([0-9]*\)".*/\1/p')
  check "Deploy with the key appends" "\"sequence\": \"$((live + 1))\"" \
    "$(rpc perennial.api.v1.RegistryService/Deploy "{\"model\": \"retail\", \"champion_version\": 1, \"expected_sequence\": $live, \"reason\": \"smoke test\"}" "${auth[@]}")"
  check "a lost race names the winner" 'Aborted.*nothing was changed' \
    "$(rpc perennial.api.v1.RegistryService/Deploy "{\"model\": \"retail\", \"champion_version\": 1, \"expected_sequence\": $live, \"reason\": \"smoke test\"}" "${auth[@]}")"
  check "an unregistered version is NotFound" 'NotFound' \
    "$(rpc perennial.api.v1.RegistryService/Deploy "{\"model\": \"retail\", \"champion_version\": 999, \"expected_sequence\": $((live + 1)), \"reason\": \"smoke test\"}" "${auth[@]}")"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
