// Threads that wait for loops to share.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

// Calls body(k) for k from 0 to n - 1, on all cores; returns when all are done.
class Crew {
 public:
  static Crew& instance() {
    static Crew* crew = new Crew;  // never deleted: its threads may outlive main
    return *crew;
  }
  void run(int64_t n, const std::function<void(int64_t)>& body) {
    std::lock_guard<std::mutex> one(running_);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      body_ = &body;
      n_ = n;
      next_ = 0;
      busy_ = threads_;
      round_++;
    }
    wake_.notify_all();
    work();
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [&] { return busy_ == 0; });
  }

 private:
  Crew() : threads_(static_cast<int>(std::thread::hardware_concurrency()) - 1) {
    if (threads_ < 0) threads_ = 0;
    for (int i = 0; i < threads_; i++) std::thread([this] { wait(); }).detach();
  }
  void work() {
    for (int64_t k = next_++; k < n_; k = next_++) (*body_)(k);
  }
  void wait() {
    for (uint64_t seen = 0;;) {
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [&] { return round_ != seen; });
        seen = round_;
      }
      work();
      std::lock_guard<std::mutex> lock(mutex_);
      if (--busy_ == 0) done_.notify_one();
    }
  }
  int threads_, busy_ = 0;
  int64_t n_ = 0;
  uint64_t round_ = 0;
  std::atomic<int64_t> next_{0};
  const std::function<void(int64_t)>* body_ = nullptr;
  std::mutex running_, mutex_;
  std::condition_variable wake_, done_;
};

static inline void parallel(int64_t n, const std::function<void(int64_t)>& body) { Crew::instance().run(n, body); }
