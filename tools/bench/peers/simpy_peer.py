"""Some of the workloads on SimPy 2.3, which is what Debian packages; its processes are generators.

    /usr/bin/python3 simpy_peer.py w1 1000 100
"""

from SimPy.Simulation import Process, Resource, Simulation, Store, get, hold, put, release, request

from measure import delay, exponential, main, seed, step


def new_simulation():
    simulation = Simulation()
    simulation.initialize()
    return simulation


def spawn(simulation, process, *arguments):
    simulation.activate(process, process.run(*arguments))


def w1(n, k):
    class Sleeper(Process):
        def run(self, task):
            state = seed(task)
            for _ in range(k):
                state = step(state)
                yield hold, self, delay(state)

    simulation = new_simulation()
    for i in range(n):
        spawn(simulation, Sleeper(sim=simulation), i)
    simulation.simulate(until=1e30)
    return n * k, simulation.now()


def w2(n, k):
    count = 0

    class Yielder(Process):
        def run(self):
            nonlocal count
            for _ in range(k):
                yield hold, self, 0
                count += 1

    simulation = new_simulation()
    for _ in range(n):
        spawn(simulation, Yielder(sim=simulation))
    simulation.simulate(until=1e30)
    return n * k, count


def w4b(n, c):
    total = 0

    class Customer(Process):
        def run(self, servers, service):
            nonlocal total
            arrival = simulation.now()
            yield request, self, servers
            yield hold, self, service
            yield release, self, servers
            total += simulation.now() - arrival

    class Source(Process):
        def run(self, servers):
            state = seed(1)
            for _ in range(n):
                state = step(state)
                yield hold, self, exponential(state, 1e6 / 0.9 / c)
                state = step(state)
                spawn(simulation, Customer(sim=simulation), servers, exponential(state, 1e6))

    simulation = new_simulation()
    spawn(simulation, Source(sim=simulation), Resource(capacity=c, sim=simulation))
    simulation.simulate(until=1e30)
    return n, total


def w5(n, capacity):
    total = 0

    class Producer(Process):
        def run(self, queue):
            for i in range(n):
                yield put, self, queue, [i]

    class Consumer(Process):
        def run(self, queue):
            nonlocal total
            for _ in range(n):
                yield get, self, queue, 1
                total += self.got[0]

    simulation = new_simulation()
    queue = Store(capacity=capacity, sim=simulation)
    spawn(simulation, Producer(sim=simulation), queue)
    spawn(simulation, Consumer(sim=simulation), queue)
    simulation.simulate(until=1e30)
    return n, total


main({"w1": w1, "w2": w2, "w4b": w4b, "w5": w5})
