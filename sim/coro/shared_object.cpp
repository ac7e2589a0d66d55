#include "sim/coro/shared_object.hpp"

namespace sim {

void SharedObject::tell_deed(Access access, EventKind deed, std::uint64_t count) const {
  Loop* loop = Loop::current_or_null();
  if (loop == nullptr) return;
  loop->touch(id_, access);
  loop->tell_deed(deed, id_, count);
}

void SharedObject::tell_wait(Told what, Access access) const {
  Loop* loop = Loop::current_or_null();
  if (loop == nullptr) return;
  (loop->*what)(id_, access);
  loop->about_to_wait(id_);
}

void SharedObject::tell_noted_deed(Deed noted, Access access, EventKind deed) const {
  Loop* loop = Loop::current_or_null();
  if (loop == nullptr) return;
  loop->note(noted, id_.value());
  loop->touch(id_, access);
  loop->tell_deed(deed, id_);
}

void SharedObject::tell_noted_wait(Access access, Deed noted) const {
  tell_wait(&Loop::intend, access);
  tell_note(noted);
}

void SharedObject::tell_note(Deed deed) const {
  if (Loop* loop = Loop::current_or_null()) loop->note(deed, id_.value());
}

}  // namespace sim
