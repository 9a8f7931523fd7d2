// Lets better-sqlite3 13 run on a runtime that knows Node-API only up to version 9.
//
// better-sqlite3 keeps long-lived references to strings (its constants, error codes and parameter
// names) and to whatever value an aggregate function carries. References to primitives came with
// Node-API 10; on version 9 napi_create_reference refuses them, and the addon then reads through a
// null reference and crashes. Declaring the experimental version instead does not help: it brings
// other rules about what a finalizer may call, and crashes under garbage collection.
//
// So this header is included before everything else and puts a primitive into a one-element array,
// which version 9 can refer to, and takes it out again. The array carries a type tag, so an array
// that better-sqlite3 itself refers to is never mistaken for a box.

#pragma once

#include <js_native_api.h>

namespace boxed_references {

static const napi_type_tag kBox = {0x7075727263657074ULL, 0x726f6e2d626f7865ULL};

inline bool CanBeReferenced(napi_valuetype type) {
  return type == napi_object || type == napi_function || type == napi_external ||
         type == napi_symbol;
}

inline napi_status CreateReference(napi_env env, napi_value value, uint32_t count,
                                   napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  if (CanBeReferenced(type)) return napi_create_reference(env, value, count, result);

  napi_value box;
  status = napi_create_array_with_length(env, 1, &box);
  if (status == napi_ok) status = napi_type_tag_object(env, box, &kBox);
  if (status == napi_ok) status = napi_set_element(env, box, 0, value);
  if (status == napi_ok) status = napi_create_reference(env, box, count, result);
  return status;
}

inline napi_status Unbox(napi_env env, napi_value* value) {
  bool is_box = false;
  napi_status status = napi_check_object_type_tag(env, *value, &kBox, &is_box);
  if (status != napi_ok || !is_box) return status;
  return napi_get_element(env, *value, 0, value);
}

inline napi_status GetReferenceValue(napi_env env, napi_ref reference, napi_value* result) {
  napi_status status = napi_get_reference_value(env, reference, result);
  if (status != napi_ok || *result == nullptr) return status;

  // Only arrays can be boxes; asking this first keeps functions and objects on the fast path.
  bool is_array = false;
  status = napi_is_array(env, *result, &is_array);
  if (status != napi_ok || !is_array) return status;

  // Reading a reference is allowed while an exception is pending, reading an array is not: so the
  // exception is put aside for the moment.
  bool is_pending = false;
  napi_value exception = nullptr;
  status = napi_is_exception_pending(env, &is_pending);
  if (status != napi_ok) return status;
  if (is_pending) napi_get_and_clear_last_exception(env, &exception);
  status = Unbox(env, result);
  if (is_pending) napi_throw(env, exception);
  return status;
}

}  // namespace boxed_references

#define napi_create_reference boxed_references::CreateReference
#define napi_get_reference_value boxed_references::GetReferenceValue
